import { Kysely, PostgresDialect } from 'kysely';
import type { ColumnType, Generated } from 'kysely';
import type { Pool } from 'pg';
import type { Json } from '../events/envelope.ts';

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
  'read.standing': StandingRow;
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
