import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Text } from '../../events/envelope.ts';
import type { ReadDatabase } from '../database.ts';

export const PERIODS = ['day', 'month', 'quarter'] as const;
export type Period = (typeof PERIODS)[number];

/** What a report is asked about. */
export type Asked = {
  readonly institution: string;
  /** What is due or past is so at this instant. */
  readonly now: Date;
  /** By which cases are counted over time; a month when not given. */
  readonly period?: Period;
  /** Only cases received on these days, both included, in the zone of their regime. */
  readonly from?: string;
  readonly to?: string;
};

/** A named report: counts over the read models of one institution, and nothing else. */
export type Report = {
  readonly title: Text;
  /** The read models it is counted from, so that a reader can wait for them. */
  readonly models: readonly string[];
  /** Its figures change as time goes by, although nothing is recorded. */
  readonly withTime?: true;
  readonly count: (database: ReadDatabase, asked: Asked) => Promise<object>;
};

/** The rows of the board that are asked about, to be named in a `from`. */
export function casesAsked({ institution, from, to }: Asked): RawBuilder<unknown> {
  const first = from === undefined ? sql`` : sql` and received_on >= ${from}::date`;
  const last = to === undefined ? sql`` : sql` and received_on <= ${to}::date`;
  return sql`(select * from read.cases where institution = ${institution}${first}${last})`;
}

/** The entries of a register in the cases that are asked about, beside the columns of their case. */
export function entriesAsked(register: string, asked: Asked): RawBuilder<unknown> {
  return sql`(
    select "case".product, "case".unit, entry.* from read.register_entries as entry
    join ${casesAsked(asked)} as "case" using (stream) where entry.register = ${register})`;
}
