import { z } from 'zod';
import { code, instant } from '../words.ts';

/** A clock's promise as it was computed; a changed rule never rewrites it. */
export const promise = {
  clock: code,
  dueAt: instant,
  /** The calendar day it ends on, for clocks counted in days and longer. */
  lastDay: z.iso.date().nullable(),
  warnings: z.array(z.strictObject({ percent: z.int(), at: instant })),
  ladder: z.array(z.strictObject({ rank: code, percent: z.int(), at: instant })),
  article: z.string(),
  /** How sure the rule is: V, S, M or P. */
  mark: z.string(),
  /** How the day or instant was counted, leg by leg, so that the promise explains itself. */
  trace: z.array(
    z.strictObject({
      rule: z.enum(['length', 'total', 'add']),
      /** A calendar day of the zone for days and longer, an instant for shorter units. */
      from: z.string(),
      to: z.string(),
      count: z.int(),
      unit: code,
      startDayCounts: z.boolean(),
    }),
  ),
};
