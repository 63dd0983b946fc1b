import { z } from 'zod';

const placed = { article: z.string(), mark: z.string() };
const term = z.object({
  name: z.string(),
  regime: z.string().optional(),
  from: z.string().describe('What it counts from.'),
  until: z.string().nullable().describe('Null where it counts from what is not known here.'),
  waitsFor: z.string().optional().describe('What must be recorded before it can be counted.'),
  ...placed,
});

/** How long a case is kept and why. */
export const keptFor = z
  .object({
    endedOn: z.string().nullable().describe('Null while the case is open.'),
    keepUntil: z.string().nullable(),
    longest: term.nullable().describe('The term that holds, of all that apply. 最长保存期限。'),
    terms: z.array(term),
    waits: z
      .array(z.object({ for: z.string(), terms: z.array(z.string()) }))
      .describe(
        'What `RecordRetentionGround` must tell before these terms can be counted. 尚未起算的保存期限及所待事由。',
      ),
    matters: z
      .array(
        z.object({
          name: z.string(),
          regime: z.string().optional(),
          open: z.array(z.string()),
          ...placed,
        }),
      )
      .describe('Open matters for which a rule keeps it beyond any term. 未了结事项。'),
    holds: z
      .array(
        z.object({
          revision: z.int(),
          by: z.string(),
          at: z.string().nullable(),
          reasons: z.unknown(),
        }),
      )
      .describe('Legal holds: who placed them, when and why. 法律保全。'),
  })
  .describe('How long the case is kept. 保存期限与法律保全。');
