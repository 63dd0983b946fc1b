import { z } from 'zod';
import { CLOCK_STATES } from '../projections/case-clocks.ts';
import { CASE_FILTERS } from '../projections/case-list.ts';
import { PERIODS } from '../projections/reports/report.ts';
import { REPORT_NAMES } from '../projections/reports/reports.ts';
import { isSearchable } from '../projections/texts/said-in.ts';
import { asOf } from './as-of-words.ts';
import { confirmedBy } from './confirmed.ts';
import { purpose } from './requests.ts';
import { authority } from './rules-shape.ts';

/** What lists and reports are asked with, and what they answer. */

const ROWS_AT_MOST = 500;

/** Which part of a list. */
export const page = {
  after: z
    .string()
    .max(600)
    .regex(/^[A-Za-z0-9_-]+$/)
    .meta({
      description: 'The cursor of the page before. 上一页的游标。',
      examples: ['WyIyMDI2LTAzLTAyIiwiMDEyMzQ1Njc4OUFCIl0'],
    })
    .optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(ROWS_AT_MOST)
    .default(50)
    .describe('Rows on a page. 每页行数。'),
  atLeast: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the position of a receipt')
    .meta({
      description:
        'The position of a receipt that must be shown already; waits for it a little. 须已显示的回执位置。',
      examples: ['1207'],
    })
    .optional(),
};

/** A column that rows must have this value in. */
export const narrowing = (description: string, example: string) =>
  z
    .string()
    .min(1)
    .max(120)
    .meta({ description, examples: [example] })
    .optional();

export const casesQuery = z.strictObject({
  filter: z
    .enum(CASE_FILTERS)
    .default('all')
    .describe('Which cases: `mine` are those the caller handles. 案件筛选。'),
  product: narrowing('Only of this product. 产品。', 'credit-card'),
  unit: narrowing('Only those this unit handles. 部门。', 'consumer-protection'),
  handler: narrowing('Only those of this handler. 经办人。', 'hana'),
  ...page,
});

/** A search goes in a body: what is searched for is personal, and addresses end in logs. */
export const caseSearch = z
  .strictObject({
    text: z
      .string()
      .max(200)
      .refine(isSearchable, 'must have at least 2 characters')
      .meta({
        description:
          'What was said, found or answered, the complainant’s name or a number; two characters at least. 检索文字。',
        examples: ['病历'],
      }),
    purpose: purpose.meta({
      description: 'Why personal data is searched, for the record. 检索目的（留痕）。',
      examples: ['a call about an open complaint'],
    }),
    ...casesQuery.shape,
  })
  .meta({ examples: [{ text: '病历', purpose: 'a call about an open complaint' }] });

export const deadlinesQuery = z.strictObject({
  state: z
    .enum(CLOCK_STATES)
    .default('due')
    .describe(
      '`due` still runs, `paused` stands still, `breached` is past, `waiting` waits for a calendar, `met` and `late` have stopped; a `chance` that nobody takes has `lapsed`, and breaches nothing. 时限状态。',
    ),
  ...page,
});

export const signOffsQuery = z.strictObject(page);

export const reportParameter = z.object({
  name: z
    .enum(REPORT_NAMES)
    .meta({ description: 'Which report. 报表名称。', examples: ['volumes'] }),
});

const received = (which: string, example: string) =>
  z.iso
    .date()
    .meta({ description: which, examples: [example] })
    .optional();

const counted = {
  period: z
    .enum(PERIODS)
    .default('month')
    .describe('By which volumes are counted; nothing to the other reports. 统计周期。'),
  from: received('Only cases received on this day or later. 收件起始日。', '2026-01-01'),
  to: received('Only cases received on this day or earlier. 收件截止日。', '2026-03-31'),
};
const isInOrder = ({
  from = '',
  to = from,
}: {
  from?: string | undefined;
  to?: string | undefined;
}) => from <= to;
const outOfOrder = { error: 'must not be earlier than from', path: ['to'] };

export const reportQuery = z
  .strictObject({ ...counted, atLeast: page.atLeast })
  .refine(isInOrder, outOfOrder);

export const reportAsOfQuery = z
  .strictObject({ ...asOf, ...counted })
  .refine(isInOrder, outOfOrder);

const day = z.string().describe('A calendar day.');
const instant = z.string().describe('An instant in UTC.');
const text = z.string().nullable();
const next = z.string().nullable().describe('Ask the next page with this; null at the end.');

const listedCase = z.object({
  case: z.string().describe('The case number.'),
  revision: z.int(),
  status: z.enum(['open', 'closed', 'withdrawn']),
  source: z.string(),
  regime: text,
  product: text,
  cause: text,
  right: text.describe('The right of the consumer that is at stake.'),
  class: text,
  channel: text,
  branch: text.describe('The unit that received it.'),
  unit: text,
  handler: text,
  outcome: text.describe('Signed off here; before that, what an import’s source states.'),
  timely: z
    .boolean()
    .nullable()
    .describe('Whether legal clocks were kept to; null while that is open or unknown.'),
  openedAt: instant,
  receivedOn: day.describe('The day of receipt in the zone of the regime, or as stated.'),
  sentOn: day.nullable(),
  dueAt: instant.nullable().describe('The earliest due instant of the clocks that still run.'),
  closedAt: instant.nullable(),
  awaitingSignOff: z.boolean().describe('A decision, or the result of a review.'),
  imported: z.boolean(),
  takenOver: z.boolean(),
  snapshotOn: day.nullable(),
  facts: z
    .record(z.string(), z.string())
    .nullable()
    .describe('What the source of an imported case states, in its own words.'),
});
export type ListedCase = z.infer<typeof listedCase>;

export const casePage = z
  .object({ cases: z.array(listedCase), next })
  .meta({ description: 'A page of the board, newest first. 案件列表。' });
export type CasePage = z.infer<typeof casePage>;

const listedDeadline = z.object({
  case: z.string(),
  clock: z.string(),
  regime: z.string(),
  version: z.string(),
  limit: z.enum(['legal', 'target']),
  article: z.string(),
  mark: z.string().describe('How sure the rule is: V, S, M or P.'),
  datum: text.describe('The path of the datum in the regime; null where no datum decided.'),
  confirmed: confirmedBy,
  step: text.describe('The last extension that was granted.'),
  startsAt: instant,
  dueAt: instant.nullable().describe('Null while it waits for a calendar to be published.'),
  lastDay: day.nullable(),
  state: z.enum(CLOCK_STATES),
  stoppedAt: instant.nullable(),
  handler: text,
  unit: text,
  product: text,
});

export const deadlinePage = z
  .object({ deadlines: z.array(listedDeadline), next })
  .meta({ description: 'A page of clocks, the earliest due first. 时限列表。' });
export type DeadlinePage = z.infer<typeof deadlinePage>;

const listedSignOff = z.object({
  case: z.string(),
  instance: z
    .enum(['first', 'review'])
    .describe('Signed off by SignOff or, the result of a review, by SignOffReview. 审批层级。'),
  proposal: z.int().describe('For the sign-off, and for ReturnDecision or ReturnReview.'),
  letterCommitment: z.string().describe('For the sign-off: of the letter that is to be read.'),
  outcome: z.string().describe('Of the decision; `confirmed` or `changed` by a review.'),
  remedy: z.string(),
  amount: text,
  currency: text,
  proposedBy: z.string(),
  proposedAt: instant,
  handler: text,
  product: text,
  dueAt: instant.nullable(),
  own: z
    .boolean()
    .describe(
      'The caller had a part in it, or at a review his unit had, so that he cannot sign it off.',
    ),
  class: text.describe('How complex the case is; extensions and who signs go by it. 复杂程度。'),
  clocks: z
    .array(z.object({ clock: z.string(), dueAt: instant, step: z.string().optional() }))
    .describe('The duties that run, each with the last extension taken. 正在计算的时限。'),
  authority,
});

export const signOffPage = z.object({ signOffs: z.array(listedSignOff), next }).meta({
  description: 'Decisions and results of reviews that wait for a second person. 待审批决定。',
});
export type SignOffPage = z.infer<typeof signOffPage>;

export const countedReport = z
  .object({
    report: z.enum(REPORT_NAMES),
    title: z.object({ en: z.string(), zh: z.string() }),
    institution: z.string(),
    parked: z
      .int()
      .describe('Cases of the institution that the counts leave out or show as they stood before.'),
    counts: z.record(z.string(), z.unknown()),
  })
  .meta({ description: 'Counts over everything recorded before the request. 统计报表。' });
export type CountedReport = z.infer<typeof countedReport>;
