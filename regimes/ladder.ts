import { z } from 'zod';
import { RANKS } from './datum.ts';
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

function rises(numbers: readonly number[]): boolean {
  return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
}
