import { z } from 'zod';
import { countStep } from '../events/complaint/promise.ts';
import { STARTS } from '../regimes/clock.ts';
import { MARKS } from '../regimes/datum.ts';
import { confirmedBy } from './confirmed.ts';

/** What the clocks of a case look like. */

const lines = z.array(z.string());
const words = z.object({ en: z.string(), zh: z.string() });

const moment = z.object({
  revision: z.int().describe('Of the event that moved the clock.'),
  event: z.string(),
  occurredAt: z.string(),
  by: z.string(),
  version: z
    .string()
    .describe(
      'Of the regime, by which the date was counted that holds after it. 所适用规则的版本。',
    ),
  article: z.string().nullable(),
  mark: z.string().nullable().describe('How sure the rule is: V, S, M or P.'),
  datum: z.string().nullable().describe('The path of the datum of the regime that decided.'),
  confirmed: confirmedBy,
  restsOn: z
    .array(
      z.object({
        datum: z.string(),
        article: z.string(),
        mark: z.string(),
        confirmed: confirmedBy,
      }),
    )
    .describe(
      'What else counted: how days are counted, the calendar, a pause that is over, a step, a repeat. 另行依据的规则。',
    ),
  startsWith: z
    .array(z.enum(STARTS))
    .describe('What the count starts from, any of these; empty where nothing was counted anew.'),
  dueAt: z.string().nullable().describe('The due instant that holds after it.'),
  lastDay: z.string().nullable(),
  trace: z.array(countStep).describe('How it was counted, step by step.'),
  explained: z.object({ en: lines, zh: lines }),
});

const asked = {
  name: z.string(),
  title: words,
  limit: z.enum(['legal', 'target']),
  source: z
    .object({
      regime: z.string(),
      version: z.string(),
      article: z.string(),
      mark: z.enum(MARKS),
      text: words,
    })
    .describe('Where it is written, and how sure that is: V, S, M or P.'),
};

const owed = z
  .object({
    regime: z.string(),
    version: z.string(),
    duties: z.array(z.object(asked)),
    reports: z
      .array(
        z.object({
          ...asked,
          to: z.enum(['regulator', 'public', 'board']),
          every: z.enum(['year', 'half-year', 'quarter', 'change', 'as-required']),
          periodsEnd: z.array(z.string()).optional().describe('Month and day.'),
          dueOn: z.array(z.string()).optional().describe('One for each period, in its order.'),
          dueWithin: z.object({ count: z.int(), unit: z.string() }).optional(),
          firstPeriod: z.string().optional(),
        }),
      )
      .describe('In which the case counts.'),
  })
  .describe('What a regime asks besides: nothing of it falls due by itself. 其他义务与报送。');

export const clockTimelines = z
  .object({
    case: z.string(),
    clocks: z.array(
      z.object({
        clock: z.string(),
        title: words.nullable().describe('What its regime calls it. 时限名称。'),
        regime: z.string(),
        version: z.string(),
        zone: z.string(),
        limit: z.enum(['legal', 'target']),
        whose: z
          .enum(['firm', 'complainant', 'regulator'])
          .describe('Who has to act in time; the firm breaches only its own. 应当行为的一方。'),
        metBy: z.array(z.string()).describe('All of these stop it.'),
        orMetBy: z.array(z.string()).describe('Or, in their stead, all of these.'),
        dueAt: z.string().nullable(),
        lastDay: z.string().nullable(),
        moments: z.array(moment),
      }),
    ),
    besides: z.array(owed),
  })
  .meta({ description: 'Every clock of a case and why it is due when it is. 时限及其计算说明。' });
export type ClockTimelines = z.infer<typeof clockTimelines>;
