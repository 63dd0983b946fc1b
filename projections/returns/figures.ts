import type { Instant } from '../../events/envelope.ts';
import type { Figure } from '../../events/institution/figure.ts';

/** What was last said of a figure on a day, as known at an instant. */
export function figureOn(
  stated: readonly Figure[],
  { figure: name, on }: Pick<Figure, 'figure' | 'on'>,
  knownAt: Instant,
): Figure | undefined {
  return stated
    .filter((one) => one.figure === name && one.on === on && one.statedAt <= knownAt)
    .reduce<Figure | undefined>(
      // Of two at one instant the one that was recorded later.
      (last, one) => (last === undefined || one.statedAt >= last.statedAt ? one : last),
      undefined,
    );
}
