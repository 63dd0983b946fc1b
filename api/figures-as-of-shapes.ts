import { z } from 'zod';
import { REPORT_NAMES } from '../projections/reports/reports.ts';
import { RETURN_NAMES } from '../projections/returns/returns.ts';
import { AXES } from '../workflows/replay/cut-at.ts';
import { asOf, differs, knownAt } from './as-of-words.ts';
import { period } from './return-shapes.ts';

/** Reports and returns as they stood: how returns are asked for, and what both look like. */

export const returnAsOfQuery = z.strictObject({ ...asOf, period });

const title = z.object({ en: z.string(), zh: z.string() });
const figures = z.record(z.string(), z.unknown());

const stood = {
  institution: z.string(),
  at: z.string(),
  by: z.enum(AXES),
  knownAt,
  figures,
  against: z
    .object({
      at: z.string(),
      figures,
      differs,
      events: z
        .array(
          z.object({
            case: z.string(),
            revision: z.int(),
            event: z.string(),
            occurredAt: z.string(),
            recordedAt: z.string(),
          }),
        )
        .describe(
          'The first of those that one instant has and the other has not, case by case. 两时点之间的事件（前若干项）。',
        ),
      more: z.int().describe('How many more of them there are. 其余事件数。'),
    })
    .optional()
    .describe('The same at the other instant, and what differs there. 另一时点及其差异。'),
};

export const reportAsOf = z
  .object({ report: z.enum(REPORT_NAMES), title, ...stood })
  .meta({ description: 'A report as it stood at an instant. 某一时点的统计报表。' });
export type ReportAsOf = z.infer<typeof reportAsOf>;

export const returnAsOf = z
  .object({ return: z.enum(RETURN_NAMES), title, period: z.string(), ...stood })
  .meta({ description: 'A return as it stood at an instant. 某一时点的监管报表。' });
export type ReturnAsOf = z.infer<typeof returnAsOf>;
