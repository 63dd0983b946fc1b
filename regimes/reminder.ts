import { z } from 'zod';
import { name, rule, text } from './datum.ts';

/** Shares of a time that no clock of a regime counts, at which people are reminded of it. */
export const reminder = z.strictObject({
  name,
  title: text,
  of: z
    .enum(['task', 'set-clock'])
    .describe('A task to a unit, or a clock to an instant that somebody set or agreed on.'),
  percents: z.array(z.int().min(1).max(99)).min(1).describe('In percent of the time.'),
  ...rule,
});
