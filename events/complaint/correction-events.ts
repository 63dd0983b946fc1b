import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';
import { promise } from './promise.ts';

/** The facts of time that clocks rest on, and that can have been recorded wrongly. */
export const FACTS_OF_TIME = [
  'received-at',
  'sent-to-firm-at',
  'regulator-received-at',
  'request-received-at',
  'told-at',
  'review-told-at',
] as const;

/** Facts that were recorded wrongly. What was computed from them stands; what follows comes after, as events. */
export const correctionEvents = {
  FactCorrected: z.strictObject({
    fact: z.enum(FACTS_OF_TIME),
    /** The event whose fact it is, where there may be several: a regulator’s request, a decision that was told. */
    about: revision.optional(),
    before: instant,
    after: instant,
    reasons: box,
    by: staffAsRecorded,
  }),
  /** A new version of a regime takes over the clocks that run, as its transition says. */
  RegimeVersionAdopted: z.strictObject({
    regime: codeAsRecorded,
    before: codeAsRecorded,
    after: codeAsRecorded,
    article: z.string(),
    mark: z.string(),
  }),
  /** A promise that another event moved: `basis` is its revision. */
  ClockMoved: z.strictObject({
    ...promise,
    startsAt: instant,
    before: instant,
    because: z.enum([
      'fact-corrected',
      'agreed-otherwise',
      'new-version',
      'decision-received',
      // Received before it stopped, and recorded after that.
      'new-facts',
      // Begun before facts that seemed to come too late, and recorded after them.
      'mediation',
    ]),
    basis: revision,
    /** Its time was over and, by the new count, is not: what is left of it runs. */
    runsOn: z.literal(true).optional(),
    /** The day that both sides had agreed on, by which it ends; null where it ended by one, and does no longer. */
    agreedOn: z.iso.date().nullable().optional(),
    /** Of a clock that has begun anew since: the revision of the last promise that it made before. */
    promise: revision.optional(),
  }),
} as const;
