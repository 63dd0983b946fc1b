import { z } from 'zod';
import { RANKS, rank } from './datum.ts';
import type { Rank } from './datum.ts';

/** A list in which each item comes later than the one before it, by what `at` says of one. */
export function rising<Item extends z.ZodType>(item: Item, at: (one: z.infer<Item>) => number) {
  return z
    .array(item)
    .refine((items) => rises(items.map(at)), 'each must come later than the one before it');
}

/** Whom a case is raised to, and when: each step later than the one before it, and to a higher rank. */
export function ladder<Step extends z.ZodType<{ readonly rank: Rank }>>(
  step: Step,
  at: (one: z.infer<Step>) => number,
) {
  return rising(step, at).refine(
    (steps) => rises(steps.map(({ rank }) => RANKS.indexOf(rank))),
    'each rank must be above the one before it',
  );
}

/** The same of what no clock of a regime counts. */
export const ladderByHours = ladder(
  z.strictObject({
    rank,
    hours: z.int().min(1).max(8_760).describe('Hours since, by the clock: no calendar is asked.'),
  }),
  ({ hours }) => hours,
).min(1);

function rises(numbers: readonly number[]): boolean {
  return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
}
