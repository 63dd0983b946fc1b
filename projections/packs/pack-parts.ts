import type { KeyObject } from 'node:crypto';
import type { DocumentStore } from '../../documents/document-store.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import type { Opening } from '../../keys/open-personal.ts';
import type { CalendarOnShelf, RuleBookEntry } from '../../regimes/rule-book.ts';
import type { ReadDatabase } from '../database.ts';

/** What a pack is made out of. */
export type PackParts = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  /** The regimes and calendars of the house, each with the hash by which events name it. */
  readonly shelf: readonly (RuleBookEntry | CalendarOnShelf)[];
  readonly documents: Pick<DocumentStore, 'get'>;
  /** Under which the keys of an institution's ledger lie; what it throws passes. */
  readonly wrappingOf: (institution: string) => KeyObject;
  /** Who opens, why, and where it is recorded. */
  readonly opening: Opening;
};
