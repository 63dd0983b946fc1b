import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';
import { TELLING_CHANNELS } from './decision-codes.ts';
import { proof } from './decision-events.ts';

/** A clock is given more time, or not. What the clock then promises stands in an event of the clock. */
export const extensionEvents = {
  ExtensionRequested: z.strictObject({
    clock: codeAsRecorded,
    step: codeAsRecorded,
    reasons: box,
    /** The holding reply, where the step is void without it. */
    notice: z
      .strictObject({
        letter: box,
        covers: z.array(codeAsRecorded),
        expectedOn: z.iso.date(),
        article: z.string(),
        mark: z.string(),
      })
      .optional(),
    by: staffAsRecorded,
  }),
  ExtensionGranted: z.strictObject({
    clock: codeAsRecorded,
    step: codeAsRecorded,
    /** It takes effect when this has gone out inside the present time; at once when left out. */
    holdsWith: z.literal('notice').optional(),
    /** The last day that its notice tells, where no holding reply does. */
    until: z.iso.date().optional(),
    by: staffAsRecorded,
    rank: codeAsRecorded,
    /** Where it waits for its notice, which is not given before; unknown of those granted before this was written. */
    at: instant.optional(),
  }),
  /** The notice that a granted step waits for, given another way than by its letter. */
  NoticeGiven: z.strictObject({
    clock: codeAsRecorded,
    step: codeAsRecorded,
    /** What the notice is about. */
    notice: revision,
    channel: z.enum(TELLING_CHANNELS),
    toldAt: instant,
    proof,
    by: staffAsRecorded,
  }),
  ExtensionRefused: z.strictObject({
    clock: codeAsRecorded,
    step: codeAsRecorded,
    reasons: box,
    by: staffAsRecorded,
    rank: codeAsRecorded,
  }),
  /** A request nobody decided before its clock was past or had stopped, or whose notice did not go out in time. */
  ExtensionLapsed: z.strictObject({
    clock: codeAsRecorded,
    step: codeAsRecorded,
    because: z.enum([
      'clock-breached',
      'clock-restarted',
      'clock-stopped',
      'notice-not-sent',
      'notice-too-late',
      'time-limit-agreed',
    ]),
  }),
} as const;
