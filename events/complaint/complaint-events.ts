import { z } from 'zod';
import { box } from '../personal.ts';
import type { EventOf } from '../vocabulary.ts';
import { codeAsRecorded, instant, moneyAsRecorded, revision, staffAsRecorded } from '../words.ts';
import { complainant } from './complainant.ts';
import {
  CAUSES,
  CHANNELS,
  CLASSES,
  FACTS_PER_CASE,
  FACT_CHARACTERS,
  LETTERS,
  OUTCOMES,
  RIGHTS,
} from './codes.ts';
import { clockEvents } from './clock-events.ts';
import { byRegime, endingEvents } from './ending-events.ts';
import { extensionEvents } from './extension-events.ts';
import { handlingEvents } from './handling-events.ts';
import { LINK_KINDS } from './intake-codes.ts';
import { intakeEvents, receiptFields } from './intake-events.ts';
import { nonRoutineEvents } from './non-routine-events.ts';
import { afterEvents } from './after-events.ts';
import { correctionEvents } from './correction-events.ts';
import { LETTER_CHANNELS, REMEDIES, TELLING_CHANNELS } from './decision-codes.ts';
import { decisionEvents, decisionParts, proof, returned, signedOff } from './decision-events.ts';
import { retentionEvents } from './retention-events.ts';
import { reviewEvents } from './review-events.ts';

/** What has happened in a complaint. Free text and everything about the complainant is sealed. */

const letter = { letter: z.enum(LETTERS) };

/** The source's own columns by stable kebab-case names, byte for byte; a blank column is absent. */
export const factsSchema = z
  .record(
    z
      .string()
      .max(80)
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    z.string().min(1).max(FACT_CHARACTERS),
  )
  .refine((stated) => Object.keys(stated).length <= FACTS_PER_CASE);

/** The story as the source has it; counted at the edge, since nobody can count what is sealed. */
const importedNarrative = z.strictObject({
  text: box,
  /** Unicode code points. */
  characters: z.int().min(1),
  /** Line feeds. */
  lines: z.int().min(0),
});

const standing = z.enum(['closed', 'open']);

const schemas = {
  ComplaintReceived: z.strictObject({
    source: codeAsRecorded,
    reference: box,
    receivedAt: instant,
    sentToFirmAt: instant.optional(),
    channel: z.enum(CHANNELS),
    unit: codeAsRecorded,
    regime: codeAsRecorded,
    overlays: z.array(codeAsRecorded).optional(),
    kinds: z.array(codeAsRecorded).optional(),
    language: z.enum(['zh-CN', 'en']),
    complainant,
    narrative: box.optional(),
    product: codeAsRecorded.optional(),
    staffComplainedOf: z.array(staffAsRecorded),
    statedFacts: z.record(z.string(), z.string()).optional(),
    ...receiptFields,
  }),
  /** Without a channel an older release recorded it when the letter was ordered. */
  ComplaintAcknowledged: z.strictObject({
    by: staffAsRecorded,
    at: instant,
    channel: z.enum(TELLING_CHANNELS).optional(),
  }),
  ComplaintClassified: z.strictObject({
    product: codeAsRecorded,
    cause: z.enum(CAUSES),
    right: z.enum(RIGHTS),
    class: z.enum(CLASSES),
    by: staffAsRecorded,
  }),
  CaseAssigned: z.strictObject({
    handler: staffAsRecorded,
    unit: codeAsRecorded,
    by: staffAsRecorded,
    at: instant.optional(),
  }),
  FindingRecorded: z.strictObject({
    finding: box,
    corrects: revision.nullable(),
    by: staffAsRecorded,
  }),
  DecisionProposed: z.strictObject({
    outcome: z.enum(OUTCOMES),
    remedy: z.strictObject({
      kind: z.enum(REMEDIES),
      money: moneyAsRecorded.optional(),
    }),
    ...decisionParts,
    reasons: box,
    letter: box,
    /** Revisions of the classification and findings that the decision rests on. */
    restsOn: z.array(revision),
    by: staffAsRecorded,
  }),
  DecisionVoided: z.strictObject({
    proposal: revision,
    because: z.enum([
      ...(['reclassified', 'new-finding', 'new-facts', 'reassigned', 'recused'] as const),
      'review-requested',
    ]),
  }),
  DecisionSignedOff: signedOff,
  DecisionReturned: returned,
  ...extensionEvents,
  CaseEscalated: z.strictObject({
    to: codeAsRecorded,
    because: z.enum([
      'time',
      'person',
      'non-routine',
      'unassigned',
      'new-facts',
      'notice-not-sent',
      'letter-not-sent',
      'pause-overdue',
    ]),
    /** The order of the letter that did not get through. */
    letter: revision.optional(),
    /** The clock and share of its time, when time raised it. */
    clock: codeAsRecorded.optional(),
    percent: z.int().optional(),
    reasons: box.optional(),
    by: staffAsRecorded,
  }),
  LetterOrdered: z.strictObject({
    ...letter,
    /** The event whose facts the letter states. */
    about: revision,
    attempt: z.int(),
    /** Absent where it goes by post. */
    channel: z.enum(LETTER_CHANNELS).optional(),
    /** Of an acknowledgement, which is given when it is sent and not before. */
    at: instant.optional(),
  }),
  LetterSent: z.strictObject({
    ...letter,
    order: revision,
    sentAt: instant,
    /** SHA-256 of the sealed box that was written out, or of the letter's template and references. */
    commitment: z.string(),
  }),
  LetterFailed: z.strictObject({
    ...letter,
    order: revision,
    attempt: z.int(),
    retryAt: instant.nullable(),
  }),
  ComplainantTold: z.strictObject({
    proposal: revision,
    channel: z.enum(TELLING_CHANNELS),
    toldAt: instant,
    proof: proof.optional(),
    by: staffAsRecorded,
  }),
  ComplaintWithdrawn: z.strictObject({
    withdrawnAt: instant,
    /** Of the complainant's own word; not asked for when the first of these were recorded. */
    evidence: box.optional(),
    reasons: box.optional(),
    /** Where the regime speaks of it. */
    article: z.string().optional(),
    mark: z.string().optional(),
    by: staffAsRecorded,
    ...byRegime,
  }),
  /** With reasons when it was closed while a remedy was still to be delivered. */
  CaseClosed: z.strictObject({
    by: staffAsRecorded,
    at: instant.optional(),
    reasons: box.optional(),
  }),
  ...decisionEvents,
  ...reviewEvents,
  ...afterEvents,
  ...endingEvents,
  ...retentionEvents,
  ...correctionEvents,
  /** What a source states of a case on the day of its snapshot, and nothing else. */
  CaseImported: z.strictObject({
    source: codeAsRecorded,
    reference: box,
    snapshotOn: z.iso.date(),
    receivedOn: z.iso.date(),
    sentOn: z.iso.date().nullable(),
    standing,
    facts: factsSchema,
    narrative: importedNarrative.nullable(),
  }),
  /** Only what a snapshot changed or added. */
  ImportedFactsChanged: z.strictObject({
    snapshotOn: z.iso.date(),
    facts: factsSchema,
    narrative: importedNarrative.optional(),
    standing: standing.optional(),
    receivedOn: z.iso.date().optional(),
    sentOn: z.iso.date().optional(),
  }),
  /** From here on an imported case is handled as any other; the clocks that follow count from the source's dates. */
  CaseTakenOver: z.strictObject({
    regime: codeAsRecorded,
    overlays: z.array(codeAsRecorded).optional(),
    kinds: z.array(codeAsRecorded).optional(),
    unit: codeAsRecorded,
    language: z.enum(['zh-CN', 'en']),
    complainant: complainant.optional(),
    staffComplainedOf: z.array(staffAsRecorded),
    by: staffAsRecorded,
  }),
  CaseLinked: z.strictObject({
    to: codeAsRecorded,
    as: z.enum(LINK_KINDS).optional(),
    reasons: box,
    by: staffAsRecorded,
  }),
  LinkConfirmed: z.strictObject({ link: revision }),
  LinkRefused: z.strictObject({ link: revision, code: codeAsRecorded }),
  LinkAccepted: z.strictObject({ from: z.string(), as: z.enum(LINK_KINDS).optional() }),
  ...intakeEvents,
  ...handlingEvents,
  ...nonRoutineEvents,
} as const;

type Schemas = typeof schemas;

/** Events that are still of their first version. */
const first = Object.fromEntries(
  Object.entries(schemas).map(([type, schema]) => [type, { version: 1, schema }]),
) as {
  readonly [Type in keyof Schemas]: { readonly version: number; readonly schema: Schemas[Type] };
};

/** Every event of a complaint, with its present version. */
export const complaintEvents = { ...first, ...clockEvents };

export type ComplaintEvent = EventOf<typeof complaintEvents>;
export type EventData<Type extends ComplaintEvent['type']> = Extract<
  ComplaintEvent,
  { type: Type }
>['data'];
