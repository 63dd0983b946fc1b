import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { startsOf } from '../../regimes/clock.ts';
import type { Clock } from '../../regimes/regime.ts';
import type { Refusal } from '../process.ts';
import type { Anew } from './move-counted.ts';

export type Refused = { readonly refused: Refusal };

/** A fact of a case that may be put right, and what rests on it. */
export type Correctable = {
  /** The event whose fact it is, where there may be several. */
  readonly about?: number | undefined;
  /** As it is recorded until now. */
  readonly before: Instant;
  /** Why it cannot have been at the instant that is said now. */
  readonly outOfOrder: Refused | undefined;
  /** The clocks that count from it. */
  readonly counts: Anew['counts'];
  /** What else follows: the clocks that it ends do so at another instant. */
  readonly also: readonly ComplaintEvent[];
};

/** Clocks that one of some things started at an instant. */
export function countsFrom(
  starts: readonly Clock['startsWith'][],
  before: Instant,
): Correctable['counts'] {
  return (_, { startsAt }, rule) =>
    startsAt === before && startsOf(rule).some((start) => starts.includes(start));
}

/** The first of several reasons, if there is one. */
export function firstOf(
  ...reasons: readonly (readonly [boolean, () => Refused])[]
): Refused | undefined {
  return reasons.find(([holds]) => holds)?.[1]();
}
