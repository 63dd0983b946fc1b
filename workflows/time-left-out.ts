import type { Pause } from './count-period.ts';
import { compareText } from './standing.ts';

/**
 * Time that does not count though several pauses hold it is left out once: as their union where a period is counted
 * anew, and piece by piece where a pause ends after others, which have given back their share of it already.
 */

/** All that some pauses hold, in the order of time. Those that only touch stay apart, as they were recorded. */
export function unionOf(pauses: readonly Pause[]): readonly Pause[] {
  return pauses
    .toSorted((one, other) => compareText(one.pausedAt, other.pausedAt))
    .reduce<readonly Pause[]>((before, { pausedAt, resumedAt }) => {
      const last = before.at(-1);
      if (last === undefined || pausedAt >= last.resumedAt)
        return [...before, { pausedAt, resumedAt }];
      const end = resumedAt > last.resumedAt ? resumedAt : last.resumedAt;
      return [...before.slice(0, -1), { pausedAt: last.pausedAt, resumedAt: end }];
    }, []);
}

/** The pieces of a pause that no other holds; its end alone where the others hold all of it. */
export function piecesOf(pause: Pause, others: readonly Pause[]): readonly Pause[] {
  const pieces = unionOf(others).reduce<readonly Pause[]>(
    (left, other) => left.flatMap((piece) => around(piece, other)),
    [pause],
  );
  return pieces.length === 0 ? [{ pausedAt: pause.resumedAt, resumedAt: pause.resumedAt }] : pieces;
}

/** What is left of a piece before and after another pause. */
function around({ pausedAt, resumedAt }: Pause, other: Pause): readonly Pause[] {
  if (other.resumedAt <= pausedAt || other.pausedAt >= resumedAt) return [{ pausedAt, resumedAt }];
  return [
    { pausedAt, resumedAt: other.pausedAt },
    { pausedAt: other.resumedAt, resumedAt },
  ].filter((piece) => piece.pausedAt < piece.resumedAt);
}
