import { z } from 'zod';
import { box } from '../personal.ts';
import { code, instant, revision, staffAsRecorded } from '../words.ts';
import { decisionParts, proof } from './decision-events.ts';
import { TELLING_CHANNELS } from './decision-codes.ts';

/** The second instance (核查): asked for, given to another unit, decided, told. */
export const reviewEvents = {
  ReviewRequested: z.strictObject({
    /** The proposal whose result is to be looked at again. */
    proposal: revision,
    requestedAt: instant,
    grounds: box,
    article: z.string(),
    mark: z.string(),
    by: staffAsRecorded,
  }),
  ReviewAssigned: z.strictObject({ reviewer: staffAsRecorded, unit: code, by: staffAsRecorded }),
  ReviewDecided: z.strictObject({
    outcome: z.enum(['confirmed', 'changed']),
    process: z.enum(['in-order', 'faulty']),
    timeliness: z.enum(['in-time', 'late']),
    reasons: box,
    letter: box,
    remedies: decisionParts.remedies,
    by: staffAsRecorded,
    at: instant,
  }),
  ReviewTold: z.strictObject({
    channel: z.enum(TELLING_CHANNELS),
    toldAt: instant,
    proof: proof.optional(),
    by: staffAsRecorded,
  }),
} as const;
