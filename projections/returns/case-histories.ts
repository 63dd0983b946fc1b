import { sql } from 'kysely';
import type { Instant } from '../../events/envelope.ts';
import type { ReadDatabase } from '../database.ts';
import type { Change } from './known-case.ts';
import { daysAfter } from './period.ts';
import type { Period } from './period.ts';
import type { ReturnForm } from './return-form.ts';

/** All that was ever known of a case, also what came to light later. */
export type CaseHistory = { readonly number: string; readonly changes: readonly Change[] };

export type HistoriesAsked = {
  readonly institution: string;
  readonly form: ReturnForm;
  readonly period: Period;
  /** When the last event was recorded that is looked at. */
  readonly recordedAt: Instant;
  /** Only cases with a higher number, in the order of their numbers. */
  readonly after?: string;
};

/** Cases that are in memory at a time. */
const FETCHED = 1_000;

/**
 * The cases that may stand in a return, and some that do not: what a day was taken to be at some time, in whichever
 * zone, is enough. They are fetched by and by, so that a return over a million cases takes no more memory than one over
 * a thousand. What a pin knows of a case never changes, so neither does what is made of these.
 */
export async function* caseHistories(
  database: ReadDatabase,
  { institution, form, period, recordedAt, after }: HistoriesAsked,
): AsyncGenerator<CaseHistory> {
  const [first, last] = [daysAfter(period.from, -1), daysAfter(period.to, 1)];
  // What ended later than the pin was open as of it, whatever the period.
  const ended = [first, recordedAt.slice(0, 10)].toSorted()[0];
  const since =
    form.looksBack === true
      ? sql`(active_to is null or active_to >= ${ended}::date)`
      : sql`received_to >= ${first}::date`;
  const page = after === undefined ? sql`` : sql`and number > ${after} order by number`;
  const transaction = await database
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    await sql`declare histories no scroll cursor for
      select number, changes from read.return_cases
      where institution = ${institution} and received_from <= ${last}::date and ${since} ${page}`.execute(
      transaction,
    );
    for (;;) {
      const { rows } = await sql<CaseHistory>`fetch ${sql.lit(FETCHED)} from histories`.execute(
        transaction,
      );
      yield* rows;
      if (rows.length < FETCHED) return;
    }
  } finally {
    await transaction.rollback().execute();
  }
}
