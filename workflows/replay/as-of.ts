import type { Instant, RecordedEvent } from '../../events/envelope.ts';
import type { Kind } from '../process.ts';
import { cutAt } from './cut-at.ts';
import type { Axis } from './cut-at.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';

/** A case as it stood; revision -1 when it had no event yet. */
export type Stood = { readonly revision: number; readonly state: unknown };

/** The case folded from what was recorded, or had occurred, by an instant. */
export function asOf(
  { process, words }: Kind,
  events: readonly RecordedEvent[],
  instant: Instant,
  axis: Axis,
): Stood {
  const cut = cutAt(events, instant, axis);
  return {
    revision: cut.length - 1,
    state: cut.reduce<unknown>(
      (state, event) => process.evolve(state, words.read(event), event.revision),
      process.initial,
    ),
  };
}

/** What differs between two standings of a case, and the events that explain it: those that only one of them has. */
export function between(
  events: readonly RecordedEvent[],
  one: Stood,
  other: Stood,
): { readonly differs: readonly Difference[]; readonly events: readonly RecordedEvent[] } {
  const [first, last] = [one.revision, other.revision].toSorted((a, b) => a - b);
  return {
    differs: differences(one.state, other.state),
    events: events.slice((first ?? -1) + 1, (last ?? -1) + 1),
  };
}
