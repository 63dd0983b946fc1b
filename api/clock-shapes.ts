import { z } from 'zod';
import { countStep } from '../events/complaint/promise.ts';
import { confirmedBy } from './confirmed.ts';

/** What the clocks of a case look like. */

const lines = z.array(z.string());

const moment = z.object({
  revision: z.int().describe('Of the event that moved the clock.'),
  event: z.string(),
  occurredAt: z.string(),
  by: z.string(),
  article: z.string().nullable(),
  mark: z.string().nullable().describe('How sure the rule is: V, S, M or P.'),
  datum: z.string().nullable().describe('The path of the datum of the regime that decided.'),
  confirmed: confirmedBy,
  dueAt: z.string().nullable().describe('The due instant that holds after it.'),
  lastDay: z.string().nullable(),
  trace: z.array(countStep).describe('How it was counted, step by step.'),
  explained: z.object({ en: lines, zh: lines }),
});

export const clockTimelines = z
  .object({
    case: z.string(),
    clocks: z.array(
      z.object({
        clock: z.string(),
        regime: z.string(),
        version: z.string(),
        zone: z.string(),
        limit: z.enum(['legal', 'target']),
        metBy: z.array(z.string()).describe('All of these stop it.'),
        orMetBy: z.array(z.string()).describe('Or, in their stead, all of these.'),
        dueAt: z.string().nullable(),
        lastDay: z.string().nullable(),
        moments: z.array(moment),
      }),
    ),
  })
  .meta({ description: 'Every clock of a case and why it is due when it is. 时限及其计算说明。' });
export type ClockTimelines = z.infer<typeof clockTimelines>;
