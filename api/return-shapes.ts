import { z } from 'zod';
import { FIGURES } from '../events/institution/institution-events.ts';
import { PERIOD_KINDS } from '../projections/returns/period.ts';
import { isPin } from '../projections/returns/pin.ts';
import { RETURN_NAMES } from '../projections/returns/returns.ts';
import { statedFigure } from './figures.ts';
import { page } from './overview-shapes.ts';

/** What returns are asked with, and what they answer. */

export const returnParameter = z.object({
  name: z
    .enum(RETURN_NAMES)
    .meta({ description: 'Which return. 报表名称。', examples: ['cn-bulletin'] }),
});

export const period = z
  .string()
  .max(30)
  .meta({
    description:
      'A month `2026-03`, a quarter `2026-Q1`, a half-year `2026-H1`, a year `2026` or days `2026-01-01..2026-03-31`, as the return allows. 统计期间。',
    examples: ['2026-Q1'],
  });

const pinned = (description: string) =>
  z
    .string()
    .max(60)
    .refine(
      isPin,
      'must be a position, as 1207, an instant, as 2026-04-10T00:00:00.000Z, or both, as 1207@2026-04-10T00:00:00.000Z',
    )
    .meta({ description, examples: ['1207@2026-04-10T00:00:00.000Z'] });

const at = pinned(
  'What it is pinned to: a position of the log, an instant as of which all is known, or both; all that is known now when not given. 时点：日志位置、已知时刻或两者。',
).optional();

const { limit, atLeast } = page;

/** The case number that ends a page. */
const after = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{12}$/, 'must be the `next` of the page before')
  .meta({
    description: 'The `next` of the page before. 上一页的 next。',
    examples: ['0123456789AB'],
  })
  .optional();

export const returnQuery = z.strictObject({
  period,
  at,
  format: z.enum(['json', 'csv']).default('json').describe('How it is written. 格式。'),
  atLeast,
});

export const cellQuery = z.strictObject({
  cell: z
    .string()
    .min(3)
    .max(4_200)
    .meta({ description: 'Table and row. 单元格（表:行）。', examples: ['product:credit-card'] }),
  period,
  at,
  ...{ after, limit, atLeast },
});

/** Which return a pack is of. */
export const packedReturn = { name: returnParameter.shape.name, period, at };

export const amendedQuery = z.strictObject({
  period,
  from: pinned('What the filed return is pinned to. 已报送报表的时点。'),
  to: pinned(
    'What the amended one is pinned to; all that is known now when not given. 更正报表的时点。',
  ).optional(),
  ...{ after, limit, atLeast },
});

const title = z.object({ en: z.string(), zh: z.string() });
const origin = { article: z.string(), mark: z.enum(['V', 'S', 'M', 'P']) };
const instant = z.string().describe('An instant in UTC.');
const decimal = z.string().describe('A whole number or decimal, as text.');
const next = z.string().nullable().describe('Ask the next page with this; null at the end.');

const leftOut = z
  .array(z.object({ what: title, ...origin, from: z.string().optional() }))
  .describe(
    'What the rule asks for and the form does not tell; of periods that end from a day on.',
  );

export const returnList = z
  .object({
    returns: z.array(
      z.object({
        return: z.enum(RETURN_NAMES),
        title,
        ...origin,
        periods: z.array(z.enum(PERIOD_KINDS)),
        regimes: z.array(z.string()),
        sources: z.array(z.string()),
        tables: z.array(z.string()),
        figures: z.array(z.enum(FIGURES)).describe('What the institution must state for it.'),
        leftOut,
      }),
    ),
  })
  .meta({ description: 'Returns that can be made. 可编制的报表。' });
export type ReturnList = z.infer<typeof returnList>;

const pin = z
  .object({
    at: z.string().describe('Asks for the very same again.'),
    position: z.string(),
    knownAt: instant,
  })
  .describe('The same pin gives the same return for ever.');

const head = {
  return: z.enum(RETURN_NAMES),
  title,
  ...origin,
  institution: z.string(),
  period: z.object({ name: z.string(), from: z.string(), to: z.string() }),
  pin,
  leftOut,
  parked: z.int().describe('Cases of the institution that are left out or not fully counted.'),
};

const countedRow = z.object({
  cell: z.string().describe('Asks for its cases.'),
  row: z.string(),
  cases: z.int(),
  value: decimal,
  share: z.string().nullable().describe('In percent of the table.'),
});

export const madeReturn = z
  .object({
    ...head,
    complete: z.boolean().describe('The last day of the period was over at the pin.'),
    tables: z.array(
      z.object({
        table: z.string(),
        title,
        unit: z.enum(['cases', 'money', 'days', 'characters']),
        ...origin,
        rows: z.array(countedRow),
      }),
    ),
    ratios: z.array(
      z.object({
        ratio: z.string(),
        title,
        per: z.string(),
        ...origin,
        figure: statedFigure.describe('What it was divided by.'),
        rows: z.array(z.object({ cell: z.string(), row: z.string(), value: decimal })),
      }),
    ),
    checks: z
      .array(z.object({ left: z.array(z.string()), right: z.array(z.string()), sum: z.string() }))
      .describe('Tables whose sums were compared, case by case and in all, and are equal.'),
  })
  .meta({ description: 'A return, as of its pin. 监管报表。' });
export type MadeReturn = z.infer<typeof madeReturn>;

/** As JSON, or with a line for each row. */
export const eitherFormat = {
  description: 'A return, as of its pin. 监管报表。',
  content: {
    'application/json': { schema: madeReturn },
    'text/csv': { schema: z.string().describe('RFC 4180, one line for each row.') },
  },
};

const toldEvent = {
  revision: z.int().describe('Its number in the history of the case.'),
  type: z.string(),
  position: z.string(),
  occurredAt: instant,
  recordedAt: instant,
};

export const cellPage = z
  .object({
    ...head,
    cell: z.string(),
    cases: z.array(
      z.object({
        case: z.string(),
        value: decimal.describe('What it adds to the cell.'),
        events: z
          .array(
            z.object({
              ...toldEvent,
              effect: z
                .enum(['counted', 'came', 'left', 'changed'])
                .describe('Since it the case is counted at all, or stands in the cell or not.'),
            }),
          )
          .describe('The events that put it there, in their order.'),
      }),
    ),
    next,
  })
  .meta({ description: 'The cases of a cell, and the events that put them there. 单元格明细。' });
export type CellPage = z.infer<typeof cellPage>;

const difference = { before: decimal, after: decimal };

export const amendedReturn = z
  .object({
    ...head,
    filed: pin,
    cells: z.array(
      z.object({
        cell: z.string(),
        ...difference,
        difference: decimal.describe('The sum of the differences of its cases.'),
        cases: z.int().describe('How many cases explain it.'),
      }),
    ),
    ratios: z.array(z.object({ ratio: z.string(), ...difference })),
    figures: z
      .array(
        z.object({
          ...{ figure: z.string(), on: z.string() },
          ...{ before: statedFigure, after: statedFigure },
        }),
      )
      .describe('Figures of the institution that were corrected between the two.'),
    moved: z
      .object({ came: z.int(), went: z.int(), moved: z.int() })
      .describe('Cases that are counted only since, no longer, or otherwise.'),
    cases: z.array(
      z.object({
        case: z.string(),
        move: z.enum(['came', 'went', 'moved']),
        differences: z.array(z.object({ cell: z.string(), ...difference })),
        events: z.array(
          z.object({
            ...toldEvent,
            into: z.array(z.string()),
            outOf: z.array(z.string()),
          }),
        ),
      }),
    ),
    next,
  })
  .meta({
    description: 'What differs from a filed return, case by case, event by event. 更正说明。',
  });
export type AmendedReturn = z.infer<typeof amendedReturn>;
