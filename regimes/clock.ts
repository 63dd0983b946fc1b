import { z } from 'zod';
import { CLASSES } from '../events/complaint/codes.ts';
import { name, named, origin, rank, rule, text } from './datum.ts';
import { ladder, rising } from './ladder.ts';
import { isNatural, ruleLength } from './length.ts';
import type { RuleLength } from './length.ts';

/**
 * What can start a clock: each is something that a case records. `told` is when the complainant was told the decision
 * or, later, the result of a review, `final-response-sent` the same where it went out in a form that lasts, and
 * `summary-sent` when the letter went out that stands in a decision's stead for what was resolved early.
 * `regulator-received` is the regulator's own receipt of what it passed on, and `delay-explained` when the letter went
 * out that stands for the answer until there is one: it starts what the regime counts from where it met its clock.
 */
export const STARTS = [
  'received',
  'sent-to-firm',
  'accepted',
  'materials-complete',
  'new-facts',
  'decided',
  'told',
  'final-response-sent',
  'summary-sent',
  'review-requested',
  'regulator-received',
  'delay-explained',
] as const;

/** What can satisfy a clock. */
const satisfaction = z.enum(
  [
    'acknowledged',
    'decided',
    'told',
    'delay-explained',
    'progress-told',
    'resolved',
    'summary-told',
    'review-requested',
    'review-decided',
    'review-told',
    'referred',
    'forwarded',
    'reported',
  ],
  { error: 'must be something that satisfies a clock, such as decided or told' },
);
export type Satisfaction = z.infer<typeof satisfaction>;

const extension = z.strictObject({
  name,
  title: text,
  to: z
    .union([z.strictObject({ total: ruleLength }), z.strictObject({ add: ruleLength })])
    .describe('The new length in all from the start, or what is added to the present end.'),
  approvers: z
    .array(rank)
    .describe('Ranks of which one must approve; none for a classification the handler makes.'),
  notice: z.boolean().describe('Whether the complainant must be told.'),
  noticeFirst: z
    .boolean()
    .optional()
    .describe('Whether the notice must go out inside the present time, or the step is void.'),
  classes: z
    .array(z.enum(CLASSES))
    .min(1)
    .optional()
    .describe('The classes of case it is for; for any when left out.'),
  letter: name.optional().describe('The notice, by its name, that tells the complainant.'),
  ...origin,
});
export type Extension = z.infer<typeof extension>;

/** Where it is written how days are counted, when the clock's own article does not say. */
const counting = z.strictObject({
  roll: z
    .enum(['none', 'next-business-day'])
    .describe('Whether a last day that is no business day moves to the next one that is.'),
  ...rule,
});

export const clock = z.strictObject({
  name,
  title: text,
  kinds: z
    .array(name)
    .min(1)
    .optional()
    .describe('The kinds of complaint it runs for; for all when left out.'),
  startsWith: z
    .enum(STARTS, { error: `must be one of ${STARTS.join(', ')}` })
    .describe('What starts it.'),
  orStartsWith: z.array(z.enum(STARTS)).min(1).optional().describe('Or, as well, any of these.'),
  restarts: z
    .strictObject(origin)
    .optional()
    .describe('Why it counts anew when what starts it happens again; it goes on when left out.'),
  promised: z
    .strictObject(origin)
    .optional()
    .describe(
      'Why it ends on the day that the letter of delay which starts it names; by its length if it names none, or if left out.',
    ),
  whose: z
    .enum(['firm', 'complainant', 'regulator'])
    .optional()
    .describe('Who has to act in time; the firm when left out.'),
  whenMissed: z
    .enum(['breach', 'lapse'])
    .optional()
    .describe('A duty not kept, or only a chance gone; a breach when left out.'),
  length: ruleLength,
  startDayCounts: z.boolean().describe('For lengths in days and longer.'),
  counting: counting.optional(),
  calendar: name.optional().describe('The calendar of its business days; the regime’s by default.'),
  metBy: z.array(satisfaction).min(1).describe('All of these must have happened.'),
  orMetBy: z.array(satisfaction).min(1).optional().describe('Or, in their stead, all of these.'),
  orMetByFrom: z
    .strictObject({ percent: z.int().min(1).max(100), ...origin })
    .optional()
    .describe(
      'From what share of the time on a letter of delay is taken; from its start if left out.',
    ),
  limit: rule.limit,
  extensions: named(extension).describe('Steps in the order in which they may be taken.'),
  warnings: rising(
    z.strictObject({ percent: z.int().min(1).max(99), ...origin }),
    ({ percent }) => percent,
  ).describe(
    'Shares of the time at which the handler is warned, before its end; always the house’s own.',
  ),
  ladder: ladder(
    z.strictObject({ rank, percent: z.int().min(1).max(1_000), ...origin }),
    ({ percent }) => percent,
  ).describe('Shares of the time at which the case is raised by itself; the house’s own.'),
  ...origin,
});
export type Clock = z.infer<typeof clock>;

/** All that can start a clock. */
export function startsOf({ startsWith, orStartsWith = [] }: Clock): readonly Clock['startsWith'][] {
  return [startsWith, ...orStartsWith];
}

/** Whether a clock is a duty of the firm, rather than a chance of somebody or another's duty. */
export function isDutyOfFirm({ whose = 'firm', whenMissed = 'breach' }: Clock): boolean {
  return whose === 'firm' && whenMissed === 'breach';
}

/** Whether a clock is a chance of the firm, such as a lighter way to end a case: not taken, nothing is breached. */
export function isChanceOfFirm({ whose = 'firm', whenMissed = 'breach' }: Clock): boolean {
  return whose === 'firm' && whenMissed === 'lapse';
}

/** Whether somebody else than the firm has to act: its end breaches nothing of the firm. */
export function isOfOthers({ whose = 'firm' }: Clock): boolean {
  return whose !== 'firm';
}

/** Every length of a clock, its own first, then those of its steps. */
export function lengthsOf({ length, extensions }: Clock): readonly RuleLength[] {
  return [length, ...extensions.map(({ to }) => ('total' in to ? to.total : to.add))];
}

/** Whether a clock cannot be counted without a calendar: in business days, or rolling off a day that is none. */
export function needsCalendar(clock: Clock): boolean {
  return (
    clock.counting?.roll === 'next-business-day' ||
    lengthsOf(clock).some((length) => !isNatural(length))
  );
}
