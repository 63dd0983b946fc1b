import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';
import { byRegime } from './ending-events.ts';
import { CANDIDATES, MANDATES, MATERIALS, ORIGINS, PART_KINDS, WAYS } from './intake-codes.ts';

const materials = z.array(z.enum(MATERIALS));
const origin = { article: z.string(), mark: z.string() };
const document = z.string().regex(/^[0-9a-f]{64}$/);

/** What is known of a complaint beyond who complains of what, as its receipt says it. */
export const receiptFields = {
  origin: z.enum(ORIGINS).optional(),
  /** A joint complaint, by how many. */
  joint: z.strictObject({ complainants: z.int().min(2) }).optional(),
  /** What it is about, as the source numbers it: a contract, a card, a policy. */
  matter: box.optional(),
  /** When the regulator that passed it on had received it itself. */
  regulatorReceivedAt: instant.optional(),
  /** Numbers of cases with an equal fingerprint; found at the edge, judged by people. */
  possibleDuplicates: z.array(codeAsRecorded).max(CANDIDATES).optional(),
} as const;

/** The regimes that end with a merged complaint, and the clocks of the law that still run under them. */
export const endsByMerge = z.strictObject({
  regimes: z.array(codeAsRecorded),
  clocks: z.array(
    z.strictObject({
      clock: codeAsRecorded,
      regime: codeAsRecorded,
      startsAt: instant,
      /** Left out while its calendar is not published. */
      dueAt: instant.optional(),
    }),
  ),
});

/** How a complaint is taken in: who speaks for whom, what the letter holds, and whether we have it already. */
export const intakeEvents = {
  RepresentativesNamed: z.strictObject({
    representatives: z.array(z.strictObject({ name: box, phone: box.optional() })),
    by: staffAsRecorded,
  }),
  MandateRecorded: z.strictObject({
    as: z.enum(MANDATES),
    name: box,
    phone: box.optional(),
    /** The document of the mandate or of the succession. */
    document,
    by: staffAsRecorded,
  }),
  ComplaintTriaged: z.strictObject({
    parts: z.array(
      z.strictObject({
        kind: z.enum(PART_KINDS),
        way: z.enum(WAYS),
        /** Whom it is passed on to. */
        to: codeAsRecorded.optional(),
        matter: box,
      }),
    ),
    by: staffAsRecorded,
  }),
  /** Nothing in the letter asserts a claim against the firm: the case ends without a decision. */
  FoundNoComplaint: z.strictObject({ article: z.string(), mark: z.string(), by: staffAsRecorded }),
  MaterialsAskedFor: z.strictObject({
    materials,
    /** What the firm held already when it asked. */
    held: materials,
    note: box.optional(),
    by: staffAsRecorded,
  }),
  MaterialsReceived: z.strictObject({ materials, by: staffAsRecorded }),
  DuplicateDismissed: z.strictObject({ of: codeAsRecorded, reasons: box, by: staffAsRecorded }),
  MergeAsked: z.strictObject({
    into: codeAsRecorded,
    newFactsAt: instant.optional(),
    /** What would end with it, and the other case must owe as early; left out, nothing was asked of that case. */
    ends: endsByMerge.optional(),
    reasons: box,
    by: staffAsRecorded,
  }),
  MergeRefused: z.strictObject({ merge: revision, code: codeAsRecorded }),
  CaseMerged: z.strictObject({ merge: revision, into: codeAsRecorded, ...byRegime }),
  MergeAccepted: z.strictObject({ from: z.string() }),
  /** Order 2020-3 art. 18: new facts or reasons begin the period again. */
  NewFactsReceived: z.strictObject({
    receivedAt: instant,
    facts: box.optional(),
    /** The case that was merged into this one and brought them. */
    from: z.string().optional(),
    /** No clock moves before somebody else has confirmed them; left out, they moved the clocks at once. */
    confirmation: z
      .strictObject({
        dueAt: instant,
        /** Whom the case is raised to when nobody has answered by then. */
        then: codeAsRecorded,
        /** At least this rank, where it began again too often for any other. */
        rank: codeAsRecorded.optional(),
        ...origin,
      })
      .optional(),
    by: staffAsRecorded,
  }),
  /** `receipt` is the event that recorded them; the clocks that begin again with them follow. */
  NewFactsConfirmed: z.strictObject({ receipt: revision, reasons: box, by: staffAsRecorded }),
  /** They are nothing new: every clock stays as it is. */
  NewFactsDismissed: z.strictObject({ receipt: revision, reasons: box, by: staffAsRecorded }),
  NewFactsLeftUnconfirmed: z.strictObject({ receipt: revision, dueAt: instant, ...origin }),
} as const;
