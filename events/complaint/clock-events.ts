import { z } from 'zod';
import type { JsonObject } from '../envelope.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';
import { box } from '../personal.ts';
import { promise } from './promise.ts';
import { withCountSteps } from './upcasts/clock-promise-1.ts';

/** What happens to the clocks of a case. A promise stands as it was computed; a changed rule never rewrites it. */

/** Of what rule a clock is. */
const rule = {
  clock: codeAsRecorded,
  regime: codeAsRecorded,
  version: codeAsRecorded,
  zone: z.string(),
  startsAt: instant,
  limit: z.enum(['legal', 'target']),
  metBy: z.array(z.string()),
  orMetBy: z.array(z.string()).optional(),
  /** A chance, whose end is no breach; a duty when left out. */
  whenMissed: z.literal('lapse').optional(),
  /** Who has to act in time, where it is not the firm: its end is then no breach. */
  whose: z.enum(['complainant', 'regulator']).optional(),
};

/** The day that the letter which started it named: it ends on that day in place of its length. */
const promised = { promisedOn: z.iso.date().optional() };

/** The day that both sides had agreed on, which stands: the count does not move it. */
const agreed = { agreedOn: z.iso.date().optional() };

/** Of a clock that has begun anew since: the revision of the last promise that it made before. */
const earlier = { promise: revision.optional() };

const withoutRevision = { version: 1 } as const;
const counted = { version: 2, upcasts: { 1: (data: JsonObject) => withCountSteps(data) } } as const;

/** A clock stands still, or one that waits for its calendar would. */
const paused = {
  clock: codeAsRecorded,
  pause: codeAsRecorded,
  pausedAt: instant,
  complainantToldAt: instant.optional(),
  complainantAgreedAt: instant.optional(),
  reasons: box.optional(),
  article: z.string(),
  mark: z.string(),
  by: staffAsRecorded,
};

export const clockEvents = {
  ClockStarted: { ...counted, schema: z.strictObject({ ...rule, ...promised, ...promise }) },
  ClockExtended: {
    ...counted,
    schema: z.strictObject({ ...promise, step: codeAsRecorded, before: instant }),
  },
  /** Its end lies outside the years for which holidays are published: it starts once they are. */
  ClockWaits: {
    ...withoutRevision,
    schema: z.strictObject({
      ...rule,
      article: z.string(),
      mark: z.string(),
      calendar: codeAsRecorded,
      /** The version that ends too soon; none when no calendar of that name is published. */
      calendarVersion: codeAsRecorded.nullable(),
      year: z.int().nullable(),
    }),
  },
  /** A fact it counts from was corrected before it could be counted: it counts from another instant once it can. */
  WaitingClockMoved: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: codeAsRecorded,
      startsAt: instant,
      before: instant,
      because: z.literal('fact-corrected'),
      /** The revision of the correction. */
      basis: revision,
    }),
  },
  /** A pause that its regime allows began before it could be counted: its time is left out once it can. */
  WaitingClockPaused: {
    ...withoutRevision,
    schema: z.strictObject(paused),
  },
  WaitingClockResumed: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: codeAsRecorded,
      pause: codeAsRecorded,
      pausedAt: instant,
      resumedAt: instant,
      by: staffAsRecorded,
    }),
  },
  /** What it asks for has happened, or is no longer owed, before it could be counted. */
  WaitingClockMet: {
    ...withoutRevision,
    schema: z.strictObject({ clock: codeAsRecorded, at: instant }),
  },
  /** Time stands still for a clock, by a pause that its regime allows. */
  ClockPaused: {
    ...withoutRevision,
    schema: z.strictObject({ ...paused, ...earlier }),
  },
  ClockResumed: {
    ...withoutRevision,
    schema: z.strictObject({
      ...promise,
      pause: codeAsRecorded,
      pausedAt: instant,
      resumedAt: instant,
      /** When the pause was over, where that was before facts began the clock again. */
      endedAt: instant.optional(),
      before: instant,
      ...agreed,
      by: staffAsRecorded,
      ...earlier,
    }),
  },
  /** It counts anew, with all its steps to take again. */
  ClockRestarted: {
    ...withoutRevision,
    schema: z.strictObject({
      ...promise,
      startsAt: instant,
      before: instant,
      because: z.enum(['new-facts', 'started-again']),
      ...agreed,
      /** What it stood still from then on, over before this was recorded: it stays left out. */
      pauses: z.array(z.strictObject({ pausedAt: instant, resumedAt: instant })).optional(),
    }),
  },
  ClockStopped: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: codeAsRecorded,
      at: instant,
      dueAt: instant,
      inTime: z.boolean(),
      /** What its rule asked for and had; absent when it ended unsatisfied, with the case. */
      satisfiedBy: z.array(z.string()).optional(),
      /** Of one that had stopped: the event that put its end or its due instant right. */
      basis: revision.optional(),
      ...earlier,
    }),
  },
  /** A chance is gone: its time is over, or the decision was told and leaves no use for it. */
  ClockLapsed: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: codeAsRecorded,
      at: instant,
      dueAt: instant,
      because: z.enum(['time-over', 'decision-told']),
      article: z.string(),
      mark: z.string(),
    }),
  },
  DeadlineWarned: {
    ...withoutRevision,
    schema: z.strictObject({ clock: codeAsRecorded, percent: z.int(), dueAt: instant }),
  },
  DeadlineBreached: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: codeAsRecorded,
      dueAt: instant,
      limit: z.enum(['legal', 'target']),
      article: z.string(),
      mark: z.string(),
      ...earlier,
    }),
  },
  BreachRevoked: {
    ...withoutRevision,
    schema: z.strictObject({
      clock: codeAsRecorded,
      dueAt: instant,
      because: z.enum([
        'satisfied-in-time-recorded-late',
        'fact-corrected',
        'agreed-otherwise',
        'new-version',
        // Of what happened before it was due, and was recorded after its breach.
        'new-facts',
        'mediation',
      ]),
      ...earlier,
    }),
  },
} as const;
