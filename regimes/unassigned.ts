import { z } from 'zod';
import { rank, rule, text } from './datum.ts';

/** To whom, and when, a case is raised that nobody handles while nothing else of it falls due. */
export const unassigned = z.strictObject({
  title: text,
  ladder: z
    .array(
      z.strictObject({
        rank,
        hours: z.int().min(1).describe('Hours since, by the clock: no calendar is asked.'),
      }),
    )
    .min(1)
    .refine(
      (steps) => isRising(steps.map(({ hours }) => hours)),
      'each step is later than the last',
    ),
  ...rule,
});

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
}
