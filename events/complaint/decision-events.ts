import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, moneyAsRecorded, revision, staffAsRecorded } from '../words.ts';
import { CLASSES, OUTCOMES } from './codes.ts';
import { AGREEMENTS, DEEDS, REMEDIES, TELLING_CHANNELS } from './decision-codes.ts';

/** What happens about a decision: its parts, the complainant's answer, the proof of telling, its remedies. */

/** What a decision may say beside its outcome and remedy in one word. */
export const decisionParts = {
  /** The outcome of each matter complained of. */
  matters: z
    .array(z.strictObject({ matter: codeAsRecorded, outcome: z.enum(OUTCOMES) }))
    .optional(),
  /** Every remedy by itself, when there are several or one of them is for a matter or by a day. */
  remedies: z
    .array(
      z.strictObject({
        kind: z.enum(REMEDIES),
        money: moneyAsRecorded.optional(),
        matter: codeAsRecorded.optional(),
        dueOn: z.iso.date().optional(),
      }),
    )
    .optional(),
  /** The sections of content that the letter is said to hold. */
  covers: z.array(codeAsRecorded).optional(),
};

/** `evidence` is what a person keeps of it, `order` our own letter. */
export const proof = z.strictObject({
  deed: z.enum(DEEDS),
  evidence: box.optional(),
  order: revision.optional(),
});

/** A remedy is named by the event that promised it and its place in the list there. */
const remedy = { decision: revision, remedy: z.int().min(0) };

/** A second person's yes to what was proposed, at either instance. */
export const signedOff = z.strictObject({
  proposal: revision,
  letterCommitment: z.string(),
  by: staffAsRecorded,
  rank: codeAsRecorded,
  /** The rule by which this rank signs. */
  authority: z
    .strictObject({ name: codeAsRecorded, article: z.string(), mark: z.string() })
    .optional(),
  /** What the signer saw: how complex the case is, and the times that run, with the last step of each. */
  class: z.enum(CLASSES).optional(),
  clocks: z
    .array(
      z.strictObject({ clock: codeAsRecorded, dueAt: instant, step: codeAsRecorded.optional() }),
    )
    .optional(),
  at: instant,
});

export const returned = z.strictObject({
  proposal: revision,
  reasons: box,
  by: staffAsRecorded,
});

export const decisionEvents = {
  TellingProved: z.strictObject({ proposal: revision, proof, by: staffAsRecorded }),
  DecisionAccepted: z.strictObject({
    proposal: revision,
    acceptedAt: instant,
    by: staffAsRecorded,
  }),
  /** The complainant does not take it: the decision is void, and the case goes back to be looked into. */
  DecisionRejected: z.strictObject({
    proposal: revision,
    rejectedAt: instant,
    reasons: box,
    by: staffAsRecorded,
  }),
  /** The parties agreed on another decision, time limit or form of notice than the rules have. */
  OtherwiseAgreed: z.strictObject({
    of: z.enum(AGREEMENTS),
    agreedAt: instant,
    evidence: box,
    clock: codeAsRecorded.optional(),
    until: z.iso.date().optional(),
    channel: z.enum(TELLING_CHANNELS).optional(),
    /** Of an agreement on a clock for which another one, agreed on later, was recorded before it: that one holds. */
    laterAgreedAt: instant.optional(),
    /** The orders of letters under way in another form: by these the complainant is not told any more. */
    superseded: z.array(revision).optional(),
    /** With facts received later and recorded before, the clock had begun again: the later of both ends holds. */
    begunAgainAt: instant.optional(),
    /** When the clock had stopped that it is of: whether it was met in time is judged anew. */
    stoppedAt: instant.optional(),
    article: z.string(),
    mark: z.string(),
    by: staffAsRecorded,
  }),
  RemedyDelivered: z.strictObject({
    ...remedy,
    deliveredAt: instant,
    /** Its commitment shows later that this was the evidence. */
    evidence: box,
    by: staffAsRecorded,
  }),
  RemedyChecked: z.strictObject({
    ...remedy,
    found: z.enum(['delivered', 'not-delivered']),
    reasons: box.optional(),
    by: staffAsRecorded,
  }),
} as const;
