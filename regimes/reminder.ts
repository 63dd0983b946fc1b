import { z } from 'zod';
import { name, rank, rule, text } from './datum.ts';
import { ladder, rising } from './ladder.ts';

/** Shares of a time that no clock of a regime counts, at which people are reminded of it. */
export const reminder = z.strictObject({
  name,
  title: text,
  of: z
    .enum(['task', 'set-clock'])
    .describe('A task to a unit, or a clock to an instant that somebody set or agreed on.'),
  ladder: ladder(
    z.strictObject({ rank, percent: z.int().min(1).max(100) }),
    ({ percent }) => percent,
  )
    .optional()
    .describe('Shares of the time at which the case is raised by itself; of a set clock.'),
  percents: rising(z.int().min(1).max(99), (percent) => percent)
    .min(1)
    .describe('In percent of the time.'),
  ...rule,
});
