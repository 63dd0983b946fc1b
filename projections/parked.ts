import { sql } from 'kysely';
import type { ReadDatabase } from './database.ts';
import type { ReadTransaction } from './read-model.ts';

/** A stream that a read model takes no further: where it stopped, and why. */
export type Parked = {
  readonly stream: string;
  /** The first event that was not taken. */
  readonly revision: number;
  readonly reason: string;
};

/** Which of these streams the model has parked. */
export async function parkedAmong(
  transaction: ReadTransaction,
  model: string,
  streams: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction
    .selectFrom('read.parked')
    .select('stream')
    .where('model', '=', model)
    .where('stream', '=', sql<string>`any (${[...streams]}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.stream));
}

export async function park(
  transaction: ReadTransaction,
  model: string,
  parked: readonly Parked[],
): Promise<void> {
  if (parked.length === 0) return;
  await transaction
    .insertInto('read.parked')
    .values(parked.map((one) => ({ model, ...one })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All streams that the model has parked. */
export async function parkedOf(database: ReadDatabase, model: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('read.parked')
    .select('stream')
    .where('model', '=', model)
    .orderBy('stream')
    .execute();
  return rows.map((row) => row.stream);
}
