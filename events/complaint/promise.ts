import { z } from 'zod';
import { codeAsRecorded, instant } from '../words.ts';

const mark = z.enum(['V', 'S', 'M', 'P']);
const text = z.strictObject({ en: z.string(), zh: z.string() });

/** The zone, and the calendar with the least sure mark of the years that were touched. */
const basis = {
  zone: z.string(),
  calendar: z.strictObject({ name: codeAsRecorded, version: codeAsRecorded, mark }).optional(),
};
const reason = {
  because: z.enum([
    'start-day',
    'calendar-day',
    'business-day',
    'make-up-working-day',
    'weekend',
    'holiday',
  ]),
  name: text.optional(),
};

/** How a promise was counted, step by step, so that it explains itself without any other book. */
export const countStep = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.enum(['length', 'total', 'add']),
    count: z.int(),
    unit: z.enum(['second', 'minute', 'hour', 'day', 'business-day', 'week', 'month', 'year']),
    /** A calendar day of the zone for days and longer, an instant for shorter units. */
    from: z.string(),
    startDayCounts: z.boolean(),
    ...basis,
  }),
  z.strictObject({
    step: z.literal('pause'),
    pausedAt: instant,
    resumedAt: instant,
    count: z.int(),
    unit: z.enum(['day', 'business-day', 'millisecond']),
    from: z.string(),
    ...basis,
  }),
  z.strictObject({
    step: z.literal('days'),
    from: z.iso.date(),
    to: z.iso.date(),
    days: z.int(),
    counted: z.boolean(),
    ...reason,
  }),
  z.strictObject({ step: z.literal('roll'), from: z.iso.date(), to: z.iso.date(), ...reason }),
  z.strictObject({ step: z.literal('end'), dueAt: instant, lastDay: z.iso.date().nullable() }),
]);

/** A clock's promise as it was computed; a changed rule never rewrites it. */
export const promise = {
  clock: codeAsRecorded,
  dueAt: instant,
  /** The calendar day it ends on, and the one that was counted to before a roll, for days and longer. */
  lastDay: z.iso.date().nullable(),
  countedTo: z.iso.date().nullable(),
  warnings: z.array(z.strictObject({ percent: z.int(), at: instant })),
  ladder: z.array(z.strictObject({ rank: codeAsRecorded, percent: z.int(), at: instant })),
  article: z.string(),
  /** How sure the rule is: V, S, M or P. */
  mark: z.string(),
  trace: z.array(countStep),
};
