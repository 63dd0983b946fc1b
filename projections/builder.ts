import { sql } from 'kysely';
import type { Position, RecordedEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { holdCheckpoint, moveCheckpoint } from './checkpoint.ts';
import type { ReadDatabase } from './database.ts';
import { feedPages } from './feed-pages.ts';
import { foldCache } from './fold-cache.ts';
import type { FoldCache } from './fold-cache.ts';
import { heardAfterwards } from './heard-afterwards.ts';
import { inNextSchema } from './next-schema.ts';
import { parkedOf } from './parked.ts';
import type { ReadModel, ReadTransaction } from './read-model.ts';
import { takePage } from './take.ts';
import type { OnParked } from './take.ts';

/** A read model that is being built beside the one that is served. */
export type Build = {
  readonly log: EventLog;
  readonly model: ReadModel;
  readonly onParked?: OnParked;
  /** How many cases stay in memory, when not 10,000. */
  readonly keep?: number;
  /** How many events are committed at once, when not 100,000. */
  readonly batch?: number;
  /** Hears how many events were read just now. */
  readonly onRead: (events: number) => void;
};

const EVENTS_PER_BATCH = 500_000;

/** Empty tables beside those that are served; what an earlier build left is dropped. */
export async function beginBuild(database: ReadDatabase, model: ReadModel): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`select read_next.begin_build(${[...model.tables]}::text[])`.execute(transaction);
    await forget(transaction, model);
  });
}

/** Drops what was built; what is served stays as it is. */
export async function dropBuild(database: ReadDatabase, model: ReadModel): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`select read_next.drop_build(${[...model.tables]}::text[])`.execute(transaction);
    await forget(transaction, model);
  });
}

/** Where a build stands and which streams it has parked go with it. */
export async function forget(transaction: ReadTransaction, { name }: ReadModel): Promise<void> {
  const next = inNextSchema(transaction);
  await next.deleteFrom('read.checkpoints').where('model', '=', name).execute();
  await next.deleteFrom('read.parked').where('model', '=', name).execute();
}

/**
 * Builds on, in committed batches, up to and including the event at `until`, or to what was recorded before this call.
 * What is committed is complete up to its checkpoint.
 */
export async function buildOn(
  database: ReadDatabase,
  build: Build,
  until?: Position,
): Promise<void> {
  const { log, model, batch = EVENTS_PER_BATCH, onRead } = build;
  const next = inNextSchema(database);
  const { from, parked } = await next.transaction().execute(async (transaction) => ({
    from: await holdCheckpoint(transaction, model.name, log.start),
    parked: await parkedOf(transaction, model.name),
  }));
  const hears = heardAfterwards(build.onParked);
  const cache = foldCache({ ...build, onParked: hears.onParked }, { from, parked });
  const pages = feedPages(log, from, until);
  for (let more = true; more;) {
    more = await next.transaction().execute(async (transaction) => {
      await waitForTheLog(transaction);
      return takeBatch(transaction, { model, cache, pages, batch, onRead });
    });
    hears.tell();
  }
}

type Batch = Required<Pick<Build, 'model' | 'batch' | 'onRead'>> & {
  readonly cache: FoldCache;
  readonly pages: AsyncIterator<{
    readonly events: readonly RecordedEvent[];
    readonly position: Position;
  }>;
};

/** Answers whether the feed may go on. */
async function takeBatch(
  transaction: ReadTransaction,
  { model, cache, pages, batch, onRead }: Batch,
): Promise<boolean> {
  let position: Position | undefined;
  let more = true;
  for (let taken = 0; taken < batch;) {
    const turned = await pages.next();
    if (turned.done === true) {
      more = false;
      break;
    }
    const { events } = turned.value;
    await cache.take(transaction, events);
    position = turned.value.position;
    taken += events.length;
    onRead(events.length);
  }
  await cache.flush(transaction);
  if (position !== undefined) await moveCheckpoint(transaction, model.name, position);
  return more;
}

/**
 * Builds on within the caller's transaction, for the few events that are left; answers where it then stands, which is
 * before `until` only when the log ends there.
 */
export async function catchUp(
  transaction: ReadTransaction,
  { log, model, onParked, onRead }: Build,
  until?: Position,
): Promise<Position> {
  const next = inNextSchema(transaction);
  let position = await holdCheckpoint(next, model.name, log.start);
  for await (const page of feedPages(log, position, until)) {
    await takePage(next, model, page.events, onParked);
    position = page.position;
    onRead(page.events.length);
  }
  await moveCheckpoint(next, model.name, position);
  return position;
}

/** A page of a slow log may take longer than a transaction may otherwise stand idle. */
export async function waitForTheLog(transaction: ReadTransaction): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(transaction);
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
}
