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
  const standing = new Map<string, unknown>();
  for (const { type, data } of events) {
    const key = JSON.stringify([data['clock'], data['dueAt']]);
    if (type === 'DeadlineBreached') standing.set(key, data['limit']);
    if (type === 'BreachRevoked') standing.delete(key);
  }
  const limits = [...standing.values()];
  const count = (wanted: string): number => events.filter(({ type }) => type === wanted).length;
  return {
    breaches: limits.filter((limit) => limit === 'legal').length,
    targetsMissed: limits.filter((limit) => limit === 'target').length,
    extensions: count('ClockExtended'),
    escalations: count('CaseEscalated'),
  };
}

export function plusOutcomes(one: Outcomes, other: Outcomes): Outcomes {
  return {
    breaches: one.breaches + other.breaches,
    targetsMissed: one.targetsMissed + other.targetsMissed,
    extensions: one.extensions + other.extensions,
    escalations: one.escalations + other.escalations,
  };
}
