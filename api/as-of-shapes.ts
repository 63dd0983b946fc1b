import { z } from 'zod';
import { AXES } from '../workflows/replay/cut-at.ts';
import { asOf, differs, knownAt } from './as-of-words.ts';
import { caseQuery } from './requests.ts';

/** A case as it stood: how it is asked for, and what it looks like. */

export const asOfQuery = caseQuery.extend(asOf);

const stood = {
  revision: z.int().min(0),
  status: z.string(),
  closed: z.boolean(),
  deadlines: z.array(z.object({ name: z.string(), at: z.string() })),
  state: z.record(z.string(), z.unknown()),
};

export const caseAsOf = z
  .object({
    case: z.string(),
    at: z.string(),
    by: z.enum(AXES),
    knownAt,
    ...stood,
    against: z
      .object({
        at: z.string(),
        ...stood,
        differs,
        events: z
          .array(
            z.object({
              revision: z.int(),
              event: z.string(),
              occurredAt: z.string(),
              recordedAt: z.string(),
              by: z.string(),
            }),
          )
          .describe('Those that explain the differences. 解释差异的事件。'),
      })
      .optional()
      .describe('The same at the other instant, and what differs there. 另一时点及其差异。'),
  })
  .meta({
    description: 'A case as it stood at an instant. 某一时点的案件。',
    examples: [
      {
        ...{ case: '0123456789AB', at: '2026-03-10T00:00:00.000Z', by: 'recorded' },
        ...{ revision: 4, status: 'open', closed: false },
        deadlines: [{ name: 'decide-breach@1', at: '2026-03-17T15:59:59.999Z' }],
        state: { status: 'open' },
      },
    ],
  });
export type CaseAsOf = z.infer<typeof caseAsOf>;
