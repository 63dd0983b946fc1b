import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';
import { ENDING_GROUNDS } from './codes.ts';
import { TELLING_CHANNELS } from './decision-codes.ts';
import { proof } from './decision-events.ts';
import { ACCEPTING } from './handling-codes.ts';

/**
 * Where a case comes under several regimes: by which rule it ends under each, and those under which it does not. An end
 * of before this was written ended it for all.
 */
export const byRegime = {
  endsFor: z
    .array(
      z.strictObject({
        regime: codeAsRecorded,
        ending: codeAsRecorded,
        article: z.string(),
        mark: z.string(),
      }),
    )
    .optional(),
  goesOnFor: z.array(codeAsRecorded).optional(),
};

/** Which ending of the regime it is, and where that is written. */
const ending = {
  ending: codeAsRecorded,
  ground: z.enum(ENDING_GROUNDS),
  article: z.string(),
  mark: z.string(),
  /** When what it rests on was so: resolved, found to have no standing, given up reaching. */
  at: instant,
  reasons: box,
  by: staffAsRecorded,
  ...byRegime,
};

export const endingEvents = {
  /** The letter is the one that is owed in the place of a decision, such as a summary of the resolution. */
  EndedWithoutDecision: z.strictObject({
    ...ending,
    letter: box.optional(),
    covers: z.array(codeAsRecorded).optional(),
    /** The clocks run until it was told, by its letter or another way. */
    untilTold: z.literal(true).optional(),
    /** Who of the complainant's side accepted the resolution at that instant, and the evidence of it. */
    accepted: z
      .strictObject({ who: z.enum(ACCEPTING), channel: z.enum(TELLING_CHANNELS), proof })
      .optional(),
  }),
  /** Another way than by its letter, which failed for good. */
  EndingTold: z.strictObject({
    ending: revision,
    channel: z.enum(TELLING_CHANNELS),
    toldAt: instant,
    proof: proof.optional(),
    by: staffAsRecorded,
  }),
  /** The decision stands and could not be told: the complainant cannot be reached. */
  TellingExcused: z.strictObject({
    ...ending,
    proposal: revision,
    /** The attempts that count, each on another day. */
    attempts: z.array(instant),
  }),
} as const;
