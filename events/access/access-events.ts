import { z } from 'zod';
import type { EventOf } from '../vocabulary.ts';
import { codeAsRecorded } from '../words.ts';

/**
 * Who has seen a case, and who was refused what in it. These stand in a stream of their own beside the case's, which
 * nobody reads but an auditor: whoever is watched does not see what is noted of him. Who and when stand in the
 * envelope, as with every event.
 */

/** What of a case can be looked at. */
export const VIEWS = ['case', 'history', 'clocks', 'accesses'] as const;

/** Why, in the words of whoever asked. */
const purpose = z.string().min(1).max(400);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const schemas = {
  /** Looked at, with what is personal sealed; once for a while, however often it was looked at. */
  CaseViewed: z.strictObject({ what: z.enum(VIEWS) }),
  /** Recorded before anything is opened. `document` is the commitment of one that was opened. */
  PersonalDataOpened: z.strictObject({
    /** Ids of the keys it was sealed with. */
    keys: z.array(z.string().min(1).max(200)).min(1),
    purpose,
    document: sha256.optional(),
  }),
  /** A "no" of the desk: to which commands, and by which rule. */
  CommandRefused: z.strictObject({
    commands: z.array(codeAsRecorded).min(1),
    because: codeAsRecorded,
    /** Whether it was the person who may not, rather than the case that does not allow it to anybody. */
    authority: z.boolean(),
  }),
  /** The case left the house, as a file for somebody. */
  CaseExported: z.strictObject({
    what: codeAsRecorded,
    purpose,
    /** For whose eyes: what stays sealed depends on it. */
    profile: codeAsRecorded,
    /** Of the file. */
    sha256,
  }),
} as const;

export const accessEvents = {
  CaseViewed: { version: 1, schema: schemas.CaseViewed },
  PersonalDataOpened: { version: 1, schema: schemas.PersonalDataOpened },
  CommandRefused: { version: 1, schema: schemas.CommandRefused },
  CaseExported: { version: 1, schema: schemas.CaseExported },
} as const;

export type AccessEvent = EventOf<typeof accessEvents>;
