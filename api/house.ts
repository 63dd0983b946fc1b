import type { Registry } from 'prom-client';
import type { AccessBook } from '../activities/access-book.ts';
import type { Attendance } from '../activities/attendance.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import type { EventLog } from '../events/log/event-log.ts';
import type { InstitutionKeys } from '../keys/institution-keys.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Access } from '../keys/open-personal.ts';
import type { ReadDatabase } from '../projections/database.ts';
import type { PackParts } from '../projections/packs/pack-parts.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import type { RuleBook } from '../regimes/rule-book.ts';
import type { ReadModel } from '../projections/read-model.ts';
import type { Needs } from './health.ts';
import type { Fingerprints } from './fingerprints/fingerprints.ts';

/** What the API needs of the house; assembled in `workers/`. */
export type House = {
  readonly log: EventLog;
  readonly attendance: Attendance;
  readonly ring: KeyRing;
  readonly keysOf: (institution: string) => InstitutionKeys;
  readonly tokenSecret: Uint8Array;
  readonly database: ReadDatabase;
  /** All read models, by name. */
  readonly readModels: ReadonlyMap<string, ReadModel>;
  /** What `/metrics` tells. */
  readonly metrics: Registry;
  /** What must answer before the process counts as ready; nothing where it is left out. */
  readonly needs?: Needs;
  readonly fingerprints: Fingerprints;
  readonly documents: DocumentStore;
  /** The regimes and calendars on the shelf. */
  readonly rules: RuleBook;
  /** The same one by one, each with the hash by which events name it. */
  readonly shelf: PackParts['shelf'];
  /** What an institution has confirmed of the regimes' data; nothing where it is left out. */
  readonly confirmationsOf?: (institution: string) => readonly Confirmation[];
  /** The products an institution has; one that lists none, or where it is left out, takes any code. */
  readonly productsOf?: (institution: string) => readonly string[];
  /** Hears of each opening of personal data before it happens. */
  readonly recordAccess: (access: Access) => void | Promise<void>;
  /** Where it is noted who has seen a case, and who was refused what in it. */
  readonly noteAccess: AccessBook;
};
