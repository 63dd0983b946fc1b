import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';

/** What a term of retention may wait for, since no other event tells it. */
export const RETENTION_GROUNDS = ['contract-ended', 'credit-information'] as const;
export type RetentionGround = (typeof RETENTION_GROUNDS)[number];

/** How long the case is kept, and what forbids that anything of it be deleted. */
export const retentionEvents = {
  RetentionGroundRecorded: z.strictObject({
    ground: z.enum(RETENTION_GROUNDS),
    /** When the contract ended, or when it was found that the matter is credit information. */
    at: instant,
    by: staffAsRecorded,
  }),
  /**
   * The longest of the terms holds. A term that counts from what is not known here has no day. It begins anew when
   * what a term waited for is recorded afterwards.
   */
  RetentionBegun: z.strictObject({
    endedOn: z.iso.date(),
    keepUntil: z.iso.date(),
    terms: z.array(
      z.strictObject({
        name: codeAsRecorded,
        /** Whose term it is. */
        regime: codeAsRecorded.optional(),
        from: codeAsRecorded,
        until: z.iso.date().nullable(),
        /** What must be recorded before it can be counted. */
        waitsFor: z.enum(RETENTION_GROUNDS).optional(),
        article: z.string(),
        mark: z.string(),
      }),
    ),
    /** While any of these is open nothing is deleted, whatever the day. */
    holds: z
      .array(
        z.strictObject({
          name: codeAsRecorded,
          regime: codeAsRecorded.optional(),
          while: z.array(codeAsRecorded),
          article: z.string(),
          mark: z.string(),
        }),
      )
      .optional(),
  }),
  LegalHoldPlaced: z.strictObject({ reasons: box, by: staffAsRecorded, at: instant.optional() }),
  LegalHoldLifted: z.strictObject({
    hold: revision,
    reasons: box,
    by: staffAsRecorded,
    at: instant.optional(),
  }),
} as const;
