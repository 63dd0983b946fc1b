import { z } from 'zod';
import { instant } from '../events/words.ts';
import { AXES } from '../workflows/replay/cut-at.ts';

/** As of when a case, a report or a return is asked for, and what differs at another instant. */

export const asOf = {
  at: instant.meta({
    description: 'The instant, which is included. 时点（含）。',
    examples: ['2026-03-10T00:00:00.000Z'],
  }),
  by: z
    .enum(AXES)
    .default('recorded')
    .describe(
      'What we knew then (recorded), or what was so then (occurred). 按记录时间或发生时间。',
    ),
  against: instant
    .meta({
      description: 'Another instant to compare with. 用于比较的另一时点。',
      examples: ['2026-04-10T00:00:00.000Z'],
    })
    .optional(),
};

/** Of an answer. */
export const knownAt = z
  .string()
  .optional()
  .describe(
    'Only where an instant that was asked for has not come: what is told is as known then, and can still change. 所询时点尚未到来时，所示内容以此时所知为准。',
  );

export const differs = z.array(
  z.object({
    path: z.string(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  }),
);
