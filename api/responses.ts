import { z } from 'zod';

/** What answers look like. Fields that are not declared here never leave. */

export const receipt = z
  .object({
    case: z.string().describe('The case number.'),
    outcome: z
      .enum(['recorded', 'accepted'])
      .describe('`accepted`: what was asked for is so already, and nothing was recorded.'),
    repeated: z.boolean().describe('Recorded by an earlier request with the same Idempotency-Key.'),
    revision: z.int(),
    position: z.string().optional().describe('Where it stands in the order of all events; opaque.'),
    events: z.array(z.object({ id: z.string(), type: z.string(), revision: z.int() })),
    reference: z.string().optional().describe('The reference, where the house drew it.'),
  })
  .meta({ description: 'What was recorded. 记录结果。' });
export type Receipt = z.infer<typeof receipt>;

/** JSON as it stands in the log. */
const recorded = z.record(z.string(), z.unknown());

export const caseView = z
  .object({
    case: z.string(),
    revision: z.int(),
    status: z.string(),
    closed: z.boolean(),
    state: recorded.describe(
      'The case as folded from its events; personal data sealed unless opened.',
    ),
    deadlines: z.array(z.object({ name: z.string(), at: z.string() })),
    errands: z.array(z.object({ name: z.string(), activity: z.string() })),
  })
  .meta({ description: 'A case as it stands. 案件现状。' });
export type CaseView = z.infer<typeof caseView>;

export const history = z
  .object({
    case: z.string(),
    events: z.array(
      z.object({
        id: z.string(),
        revision: z.int(),
        type: z.string(),
        version: z.int(),
        data: recorded,
        meta: recorded,
        recordedAt: z.string(),
      }),
    ),
    next: z.int().nullable().describe('Ask on from this revision; null at the end.'),
  })
  .meta({ description: 'A page of a case’s history. 案件历史。' });
export type History = z.infer<typeof history>;
