import { z } from 'zod';
import { confirmedBy } from './confirmed.ts';

/** What a case looks like step by step. */

const lines = z.array(z.string());
const object = z.record(z.string(), z.unknown());

const awaited = z.object({
  name: z.string(),
  at: z.string().nullable().describe('Null for an errand, which is under way at once.'),
});

const step = z.object({
  revision: z.int().min(0),
  event: z.string(),
  occurredAt: z.string(),
  decidedAt: z.string(),
  recordedAt: z.string(),
  by: z.object({ id: z.string(), role: z.string(), unit: z.string(), rank: z.string() }),
  command: z
    .object({
      type: z.string().nullable().describe('Null when the record does not hold it.'),
      submission: z.string(),
      number: z.int().describe('Which command of its submission, from 1.'),
      of: z.int(),
      causation: z.string().nullable(),
    })
    .describe('The command that led to the event. 指令。'),
  grounds: z
    .array(z.object({ name: z.string(), version: z.string(), sha256: z.string() }))
    .describe('The regimes and calendars that were consulted, by content. 所依据的规则与日历。'),
  withheld: z.boolean().describe('What was said may not be seen by the caller’s role.'),
  data: object,
  rule: z
    .object({
      regime: z.string().nullable(),
      version: z.string().nullable(),
      datum: z.string().nullable().describe('The path of the regime’s datum that decided.'),
      article: z.string(),
      mark: z.string().nullable().describe('How sure the rule is: V, S, M or P.'),
      confirmed: confirmedBy,
    })
    .nullable()
    .describe('The rule and article it rests on. 规则与条款。'),
  deadline: z
    .object({
      clock: z.string(),
      before: z.string().nullable(),
      dueAt: z.string().nullable(),
      lastDay: z.string().nullable(),
      explained: z.object({ en: lines, zh: lines }),
    })
    .nullable()
    .describe('Which deadline it is about, from what to what, and why. 时限变化及其原因。'),
  awaits: z.object({ added: z.array(awaited), gone: z.array(awaited) }),
  changes: z
    .array(
      z.object({
        path: z.string(),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
      }),
    )
    .describe('Where the state before and after it differ. 前后状态差异。'),
  before: object.optional(),
  after: object.optional(),
});
export type ShownStep = z.infer<typeof step>;

export const replayedCase = z
  .object({
    case: z.string(),
    events: z.int().describe('How many it has in all.'),
    steps: z.array(step),
    next: z.int().nullable().describe('Ask on from this revision; null at the end.'),
  })
  .meta({
    description: 'A page of a case, step by step. 案件逐步复盘。',
    examples: [
      {
        case: '0123456789AB',
        events: 1,
        steps: [
          {
            revision: 0,
            event: 'CaseAssigned',
            occurredAt: '2026-03-02T02:00:00.000Z',
            decidedAt: '2026-03-02T02:00:00.000Z',
            recordedAt: '2026-03-02T02:00:00.012Z',
            by: { id: 'li', role: 'supervisor', unit: 'cards', rank: 'supervisor' },
            command: {
              ...{ type: 'AssignCase', submission: 'person:cli:1', number: 1, of: 1 },
              causation: null,
            },
            grounds: [],
            withheld: false,
            data: { handler: 'hana', unit: 'cards', by: 'li' },
            ...{ rule: null, deadline: null, awaits: { added: [], gone: [] } },
            changes: [{ path: 'handler', before: null, after: 'hana' }],
          },
        ],
        next: null,
      },
    ],
  });
export type ReplayedCase = z.infer<typeof replayedCase>;
