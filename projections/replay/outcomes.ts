import type { Message } from '../../events/envelope.ts';

/** What supervision asks of a case's course. */
export type Outcomes = {
  /** Legal deadlines breached, those that were revoked left out. */
  readonly breaches: number;
  /** The same of the house's own targets. */
  readonly targetsMissed: number;
  readonly extensions: number;
  readonly escalations: number;
};

export const NO_OUTCOMES: Outcomes = {
  breaches: 0,
  targetsMissed: 0,
  extensions: 0,
  escalations: 0,
};

export function outcomesOf(events: readonly Message[]): Outcomes {
  const standing: Message[] = [];
  for (const event of events) {
    if (event.type === 'DeadlineBreached') standing.push(event);
    if (event.type === 'BreachRevoked') standing.splice(revokedBy(event, standing), 1);
  }
  const limits = standing.map(({ data }) => data['limit']);
  const count = (wanted: string): number => events.filter(({ type }) => type === wanted).length;
  return {
    breaches: limits.filter((limit) => limit === 'legal').length,
    targetsMissed: limits.filter((limit) => limit === 'target').length,
    extensions: count('ClockExtended'),
    escalations: count('CaseEscalated'),
  };
}

/** Which breach is revoked: the one of that due instant, or, of a promise that was moved since, the clock's last. */
function revokedBy({ data }: Message, standing: readonly Message[]): number {
  const ofClock = standing.filter((breach) => breach.data['clock'] === data['clock']);
  const exact = ofClock.findLast((breach) => breach.data['dueAt'] === data['dueAt']);
  const moved = data['promise'] === undefined ? ofClock.at(-1) : undefined;
  const meant = exact ?? moved;
  return meant === undefined ? standing.length : standing.indexOf(meant);
}

export function plusOutcomes(one: Outcomes, other: Outcomes): Outcomes {
  return {
    breaches: one.breaches + other.breaches,
    targetsMissed: one.targetsMissed + other.targetsMissed,
    extensions: one.extensions + other.extensions,
    escalations: one.escalations + other.escalations,
  };
}
