import { sql } from 'kysely';
import type { EventLog } from '../events/log/event-log.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { positionsOf } from './checkpoint.ts';
import type { ReadDatabase } from './database.ts';
import { inTemporarySchema } from './next-schema.ts';
import { parkedAmong } from './parked.ts';
import type { ReadModel, ReadTransaction } from './read-model.ts';
import { loadRows } from './rows.ts';

export type Sampling = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly models: readonly ReadModel[];
  /** Cases that are drawn. */
  readonly cases: number;
  /** The same seed draws the same cases, as long as there are no others. */
  readonly seed: string;
};

/** Of how many cases a read model's rows were compared, and which tables differ for which case. */
export type Parity = {
  readonly model: string;
  readonly compared: number;
  readonly differing: readonly { readonly stream: string; readonly table: string }[];
};

/**
 * Compares the rows that are served with rows made anew from the log at the same position, of cases drawn by lot. The
 * new rows stand in temporary tables, so nothing that is served is touched or held up. Cases that a model has parked
 * are left out of it. `redress rebuild --compare` does the same of all cases.
 */
export function sampledParity({
  log,
  database,
  models,
  cases,
  seed,
}: Sampling): Promise<readonly Parity[]> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
      const streams = await drawn(transaction, cases, seed);
      const found: Parity[] = [];
      for (const model of models) found.push(await parityOf(transaction, log, model, streams));
      return found;
    });
}

async function drawn(
  transaction: ReadTransaction,
  cases: number,
  seed: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ stream: string }>`
    select stream from (select stream from read.standing union select stream from read.cases) as known
    order by md5(stream || ${seed}) limit ${cases}`.execute(transaction);
  return rows.map(({ stream }) => stream);
}

async function parityOf(
  transaction: ReadTransaction,
  log: EventLog,
  model: ReadModel,
  streams: readonly string[],
): Promise<Parity> {
  const { compared, states } = await foldedStates(transaction, log, model, streams);
  await sql`savepoint parity`.execute(transaction);
  for (const table of model.tables) await besideTable(transaction, table);
  const beside = inTemporarySchema(transaction);
  await model.save(beside, states);
  const differing: Parity['differing'][number][] = [];
  for (const table of model.tables) {
    const served = await rowsByStream(transaction, table, compared);
    const made = await rowsByStream(beside, table, compared);
    for (const stream of compared)
      if (served.get(stream) !== made.get(stream)) differing.push({ stream, table });
  }
  await sql`rollback to savepoint parity`.execute(transaction);
  return { model: model.name, compared: compared.length, differing };
}

/** What each case shows by the log, up to where the model stands; without parked ones, and others' business. */
async function foldedStates(
  transaction: ReadTransaction,
  log: EventLog,
  model: ReadModel,
  streams: readonly string[],
): Promise<{ compared: readonly string[]; states: ReadonlyMap<string, unknown> }> {
  const [position = log.start] = await positionsOf(transaction, [model.name], log.start);
  const parked = await parkedAmong(transaction, model.name, streams);
  const compared: string[] = [];
  const states = new Map<string, unknown>();
  for (const stream of streams) {
    const initial = parked.has(stream) ? undefined : model.initial(stream);
    if (initial === undefined) continue;
    compared.push(stream);
    const events = await readWhole(log, stream);
    const taken = events.filter((event) => log.compare(event.position, position) <= 0);
    // Of a stream that the log does not have, nothing may be served.
    if (taken.length > 0) states.set(stream, taken.reduce(model.evolve, initial));
  }
  return { compared, states };
}

/** An empty table of the same form, for as long as the transaction lasts. */
async function besideTable(transaction: ReadTransaction, table: string): Promise<void> {
  const name = sql.ref(table.replace(/^read\./, ''));
  await sql`create temporary table ${name}
    (like ${sql.table(table)} including defaults including indexes including generated)`.execute(
    transaction,
  );
}

/** The rows of each stream as text, in an order of their own. */
async function rowsByStream(
  transaction: ReadTransaction,
  table: string,
  streams: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await loadRows(transaction, table, streams);
  return new Map(
    [...Map.groupBy(rows, ({ stream }) => stream)].map(([stream, ofStream]) => [
      stream,
      ofStream
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n'),
    ]),
  );
}
