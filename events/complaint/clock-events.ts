import { z } from 'zod';
import type { JsonObject } from '../envelope.ts';
import { code, instant, staff } from '../words.ts';
import { box } from '../personal.ts';
import { withCountSteps } from './upcasts/clock-promise-1.ts';

/** What happens to the clocks of a case. A promise stands as it was computed; a changed rule never rewrites it. */

const mark = z.enum(['V', 'S', 'M', 'P']);
const text = z.strictObject({ en: z.string(), zh: z.string() });

/** The zone, and the calendar with the least sure mark of the years that were touched. */
const basis = {
  zone: z.string(),
  calendar: z.strictObject({ name: code, version: code, mark }).optional(),
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

const promise = {
  clock: code,
  dueAt: instant,
  /** The calendar day it ends on, and the one that was counted to before a roll, for days and longer. */
  lastDay: z.iso.date().nullable(),
  countedTo: z.iso.date().nullable(),
  warnings: z.array(z.strictObject({ percent: z.int(), at: instant })),
  ladder: z.array(z.strictObject({ rank: code, percent: z.int(), at: instant })),
  article: z.string(),
  /** How sure the rule is: V, S, M or P. */
  mark: z.string(),
  trace: z.array(countStep),
};

/** Of what rule a clock is. */
const rule = {
  clock: code,
  regime: code,
  version: code,
  zone: z.string(),
  startsAt: instant,
  limit: z.enum(['legal', 'target']),
  metBy: z.array(z.string()),
  orMetBy: z.array(z.string()).optional(),
};

const withoutRevision = { version: 1 } as const;
const counted = { version: 2, upcasts: { 1: (data: JsonObject) => withCountSteps(data) } } as const;

export const clockEvents = {
  ClockStarted: { ...counted, schema: z.strictObject({ ...rule, ...promise }) },
  ClockExtended: {
    ...counted,
    schema: z.strictObject({ ...promise, step: code, before: instant }),
  },
  /** Its end lies outside the years for which holidays are published: it starts once they are. */
  ClockWaits: {
    ...withoutRevision,
    schema: z.strictObject({
      ...rule,
      article: z.string(),
      mark: z.string(),
      calendar: code,
      /** The version that ends too soon; none when no calendar of that name is published. */
      calendarVersion: code.nullable(),
      year: z.int().nullable(),
    }),
  },
  /** What it asks for has happened, or is no longer owed, before it could be counted. */
  WaitingClockMet: { ...withoutRevision, schema: z.strictObject({ clock: code, at: instant }) },
  /** Time stands still for a clock, by a pause that its regime allows. */
  ClockPaused: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: code,
      pause: code,
      pausedAt: instant,
      complainantToldAt: instant.optional(),
      complainantAgreedAt: instant.optional(),
      reasons: box,
      article: z.string(),
      mark: z.string(),
      by: staff,
    }),
  },
  ClockResumed: {
    ...withoutRevision,
    schema: z.strictObject({
      ...promise,
      pause: code,
      pausedAt: instant,
      resumedAt: instant,
      before: instant,
      by: staff,
    }),
  },
  /** It counts anew, with all its steps to take again. */
  ClockRestarted: {
    ...withoutRevision,
    schema: z.strictObject({
      ...promise,
      startsAt: instant,
      before: instant,
      because: z.literal('new-facts'),
    }),
  },
  ClockStopped: {
    ...withoutRevision,
    schema: z.strictObject({ clock: code, at: instant, dueAt: instant, inTime: z.boolean() }),
  },
  DeadlineWarned: {
    ...withoutRevision,
    schema: z.strictObject({ clock: code, percent: z.int(), dueAt: instant }),
  },
  DeadlineBreached: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: code,
      dueAt: instant,
      limit: z.enum(['legal', 'target']),
      article: z.string(),
      mark: z.string(),
    }),
  },
  BreachRevoked: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: code,
      dueAt: instant,
      because: z.literal('satisfied-in-time-recorded-late'),
    }),
  },
} as const;
