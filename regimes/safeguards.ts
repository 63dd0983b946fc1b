import { isDutyOfFirm } from './clock.ts';
import type { Clock, Satisfaction } from './clock.ts';
import type { Regime } from './regime.ts';

/** `path` leads to the datum, as zod has it. */
type Lacking = { readonly path: readonly (string | number)[]; readonly message: string };

/** What is done inside the house, and what makes it an answer (Order 2020-3 arts. 18, 20: decide and tell). */
const TOLD = { decided: 'told', 'review-decided': 'review-told' } as const;
type Answer = keyof typeof TOLD;
const ANSWERS: readonly Answer[] = ['decided', 'review-decided'];

/** What protects a complainant, and what no regime may leave out. */
export function lacking(regime: Regime): readonly Lacking[] {
  return [...unsigned(regime), ...untold(regime)];
}

/** Four eyes on every decision, and of which rank; an overlay may leave that to those that it is over. */
function unsigned({ over, signOff }: Regime): readonly Lacking[] {
  return signOff !== undefined || over !== undefined
    ? []
    : [
        {
          path: ['signOff'],
          message: 'is missing: a regime that is no overlay says who signs a decision',
        },
      ];
}

/**
 * A duty of law is not done by a decision that the complainant does not know. A target is the house's own, a chance
 * not taken breaches nothing, and others than the firm tell as their own rules say: those may end with a decision.
 * So may the first of two duties, where the second begins with the decision and ends when it is told.
 */
function untold({ clocks }: Regime): readonly Lacking[] {
  return clocks.flatMap((clock, at) =>
    (['metBy', 'orMetBy'] as const).flatMap((by) =>
      ANSWERS.filter(
        (answer) => clock.limit === 'legal' && isDutyOfFirm(clock) && endsWith(clock[by], answer),
      )
        .filter((answer) => !clocks.some((other) => tells(other, clock, answer)))
        .map((answer) => ({
          path: ['clocks', at, by],
          message: `is ${answer} without ${TOLD[answer]}: law asks for an answer that the complainant knows`,
        })),
    ),
  );
}

function endsWith(by: readonly Satisfaction[] | undefined, answer: Answer): boolean {
  return by?.includes(answer) === true && !by.includes(TOLD[answer]);
}

/** Whether a clock is the duty to tell what was decided, for every kind of complaint that another decides. */
function tells(other: Clock, { kinds }: Clock, answer: Answer): boolean {
  return (
    other.limit === 'legal' &&
    isDutyOfFirm(other) &&
    other.startsWith === answer &&
    other.metBy.includes(TOLD[answer]) &&
    (other.kinds === undefined || kinds?.every((kind) => other.kinds?.includes(kind)) === true)
  );
}
