import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';
import { decisionParts, proof, returned, signedOff } from './decision-events.ts';
import { OUTCOMES } from './codes.ts';
import { TELLING_CHANNELS } from './decision-codes.ts';

/** What the second instance finds, in its own words and in those of the letter. */
const result = {
  outcome: z.enum(['confirmed', 'changed']),
  process: z.enum(['in-order', 'faulty']),
  timeliness: z.enum(['in-time', 'late']),
  reasons: box,
  letter: box,
  remedies: decisionParts.remedies,
};

/** The second instance (核查): asked for, given to another unit, proposed, signed off by a second person, told. */
export const reviewEvents = {
  ReviewRequested: z.strictObject({
    /** The proposal whose result is to be looked at again. */
    proposal: revision,
    requestedAt: instant,
    grounds: box,
    /** Of a decision that the complainant had not accepted: it stands again, as it was told, for the review. */
    standsAgain: z
      .strictObject({
        outcome: z.enum(OUTCOMES),
        toldAt: instant,
        remedies: decisionParts.remedies,
      })
      .optional(),
    article: z.string(),
    mark: z.string(),
    by: staffAsRecorded,
  }),
  ReviewAssigned: z.strictObject({
    reviewer: staffAsRecorded,
    unit: codeAsRecorded,
    by: staffAsRecorded,
  }),
  ReviewProposed: z.strictObject({
    ...result,
    covers: decisionParts.covers,
    by: staffAsRecorded,
  }),
  ReviewVoided: z.strictObject({
    proposal: revision,
    because: z.enum(['reassigned', 'recused', 'fact-corrected', 'judged-anew']),
  }),
  ReviewSignedOff: signedOff,
  ReviewReturned: returned,
  /** Of the time when the reviewer decided alone; nothing records it any more. */
  ReviewDecided: z.strictObject({ ...result, by: staffAsRecorded, at: instant }),
  ReviewTold: z.strictObject({
    channel: z.enum(TELLING_CHANNELS),
    toldAt: instant,
    proof: proof.optional(),
    by: staffAsRecorded,
  }),
} as const;
