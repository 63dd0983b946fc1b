import { Kysely, PostgresDialect } from 'kysely';
import type { ColumnType, Generated } from 'kysely';
import type { Pool } from 'pg';
import type { Json } from '../events/envelope.ts';
import type { ClockState } from './case-clocks.ts';
import type { KeptOut } from './kept-out.ts';
import type { PathRow, RegisterEntryRow } from './registers/register-tables.ts';
import type { ReturnCaseRow } from './returns/return-tables.ts';
import type { TextRow } from './texts/texts-table.ts';

/** The tables of the read side, all in schema `read`; everything in them can be rebuilt from the log. */
export type ReadTables = {
  'read.checkpoints': { model: string; position: string };
  'read.parked': {
    model: string;
    stream: string;
    /** The first event that was not taken. */
    revision: number;
    reason: string;
    parked_at: Generated<Date>;
  };
  'read.rebuilds': RebuildRow;
  'read.standing': StandingRow;
  'read.cases': CaseRow;
  'read.deadlines': DeadlineRow;
  'read.sign_offs': SignOffRow;
  'read.register_entries': RegisterEntryRow;
  'read.paths': PathRow;
  'read.return_cases': ReturnCaseRow;
  'read.texts': TextRow;
};

/** Written and rebuilt from JSON (`rows.ts`); selected as PostgreSQL's client reads it. */
type Instant = ColumnType<Date, never, never>;
type MaybeInstant = ColumnType<Date | null, never, never>;

export type CaseRow = {
  stream: string;
  institution: string;
  number: string;
  revision: number;
  status: 'open' | 'closed' | 'withdrawn';
  closed: boolean;
  source: string;
  regime: string | null;
  product: string | null;
  channel: string | null;
  unit: string | null;
  handler: string | null;
  outcome: string | null;
  timely: boolean | null;
  opened_at: Instant;
  received_at: MaybeInstant;
  received_on: string;
  zone: string | null;
  sent_on: string | null;
  due_at: MaybeInstant;
  closed_at: MaybeInstant;
  kept_out: KeptOut;
  /** At either instance. */
  awaiting_sign_off: boolean;
  review_awaits_sign_off: boolean;
  imported: boolean;
  taken_over: boolean;
  snapshot_on: string | null;
  facts: { [name: string]: string } | null;
  narrative_characters: number | null;
  narrative_lines: number | null;
  cause: string | null;
  right: string | null;
  class: string | null;
  /** The unit that received it, whoever handles it now. */
  branch: string | null;
};

export type DeadlineRow = {
  stream: string;
  institution: string;
  number: string;
  clock: string;
  regime: string;
  version: string;
  goes_by: string;
  limit: 'legal' | 'target';
  article: string;
  mark: string;
  step: string | null;
  starts_at: Instant;
  due_at: MaybeInstant;
  last_day: string | null;
  state: ClockState;
  stopped_at: MaybeInstant;
};

export type SignOffRow = {
  stream: string;
  institution: string;
  number: string;
  instance: 'first' | 'review';
  proposal: number;
  outcome: string;
  remedy: string;
  amount: string | null;
  currency: string | null;
  letter_commitment: string;
  proposed_by: string;
  proposed_at: Instant;
};

/** A rebuild that was asked for: of each model the latest. */
export type RebuildRow = {
  model: string;
  requested_by: string;
  requested_at: Generated<Date>;
  started_at: Date | null;
  alive_at: Date | null;
  finished_at: Date | null;
  events: Generated<number>;
  events_per_second: Generated<number>;
  parked: Generated<number>;
  failure: string | null;
  equal_rows: number | null;
  changed_rows: number | null;
  missing_rows: number | null;
};

export type StandingRow = {
  stream: string;
  revision: number;
  state: ColumnType<Json, string, string>;
  closed: boolean;
  /** The earliest deadline. */
  wake_at: ColumnType<Date | null, string | null, string | null>;
  /** Names of listed errands with the instant at which their time is up. */
  errands: ColumnType<{ [name: string]: string }, string, string>;
  /** The earliest of those instants. */
  errand_due_at: ColumnType<Date | null, string | null, string | null>;
};

export type ReadDatabase = Kysely<ReadTables>;

/** The read side on the application's pool. */
export function readDatabase(pool: Pool): ReadDatabase {
  return new Kysely<ReadTables>({ dialect: new PostgresDialect({ pool }) });
}
