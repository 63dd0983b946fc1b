import type { Message } from '../../events/envelope.ts';
import { breachMeant } from '../breach-meant.ts';

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
    if (event.type === 'BreachRevoked') {
      const meant = breachMeant(standing, ({ data }) => data, event.data);
      if (meant !== undefined) standing.splice(standing.indexOf(meant), 1);
    }
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

export function plusOutcomes(one: Outcomes, other: Outcomes): Outcomes {
  return {
    breaches: one.breaches + other.breaches,
    targetsMissed: one.targetsMissed + other.targetsMissed,
    extensions: one.extensions + other.extensions,
    escalations: one.escalations + other.escalations,
  };
}
