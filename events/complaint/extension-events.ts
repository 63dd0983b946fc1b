import { z } from 'zod';
import { box } from '../personal.ts';
import { code, staffAsRecorded } from '../words.ts';

/** A clock is given more time, or not. What the clock then promises stands in an event of the clock. */
export const extensionEvents = {
  ExtensionRequested: z.strictObject({
    clock: code,
    step: code,
    reasons: box,
    /** The holding reply, where the step is void without it. */
    notice: z
      .strictObject({
        letter: box,
        covers: z.array(code),
        expectedOn: z.iso.date(),
        article: z.string(),
        mark: z.string(),
      })
      .optional(),
    by: staffAsRecorded,
  }),
  ExtensionGranted: z.strictObject({
    clock: code,
    step: code,
    /** It takes effect when this has gone out inside the present time; at once when left out. */
    holdsWith: z.literal('notice').optional(),
    by: staffAsRecorded,
    rank: code,
  }),
  ExtensionRefused: z.strictObject({
    clock: code,
    step: code,
    reasons: box,
    by: staffAsRecorded,
    rank: code,
  }),
  /** A request nobody decided before its clock was past or had stopped, or whose notice did not go out in time. */
  ExtensionLapsed: z.strictObject({
    clock: code,
    step: code,
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
