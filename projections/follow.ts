import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { RecordedEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import type { ReadDatabase, ReadTables } from './database.ts';

export type ReadTransaction = Transaction<ReadTables>;

/** A read model: a name, and how it takes events of one stream, in order. It throws on what it cannot take. */
export type ReadModel = {
  readonly name: string;
  readonly take: (
    transaction: ReadTransaction,
    stream: string,
    events: readonly RecordedEvent[],
  ) => Promise<void>;
};

export type Follower = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly model: ReadModel;
  /** Hears of a stream that was parked. */
  readonly onParked?: (stream: string, revision: number, reason: string) => void;
  /** Hears of a step that failed as a whole; it is tried again after a pause. */
  readonly onFault?: (error: unknown) => void;
};

const EVENTS_PER_STEP = 500;
/** How long to wait for news before asking again, and after a fault, in milliseconds. */
const PATIENCE = 5_000;
const PAUSE = 1_000;

/**
 * Follows the feed until aborted. Position and rows move in one transaction that holds the checkpoint's row, so
 * a restart goes on where it stood and of two followers at once one waits for the other. A stream with an event
 * the model cannot take is parked from that event on; all others go on.
 */
export async function follow(follower: Follower, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const position = await step(follower);
      if (position !== undefined) await follower.log.news(position, PATIENCE, signal);
    } catch (error) {
      follower.onFault?.(error);
      await pause(PAUSE, signal);
    }
  }
}

/** Takes one page of the feed; answers the position when there was nothing to take. */
export async function step({
  log,
  database,
  model,
  onParked,
}: Follower): Promise<string | undefined> {
  await database
    .insertInto('read.checkpoints')
    .values({ model: model.name, position: log.start })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return database.transaction().execute(async (transaction) => {
    const checkpoint = await transaction
      .selectFrom('read.checkpoints')
      .select('position')
      .where('model', '=', model.name)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const page = await log.feed({ after: checkpoint.position, limit: EVENTS_PER_STEP });
    if (page.position === checkpoint.position) return page.position;
    await takePage(transaction, model, page.events, onParked);
    await transaction
      .updateTable('read.checkpoints')
      .set({ position: page.position })
      .where('model', '=', model.name)
      .execute();
    return undefined;
  });
}

async function takePage(
  transaction: ReadTransaction,
  model: ReadModel,
  events: readonly RecordedEvent[],
  onParked: Follower['onParked'],
): Promise<void> {
  const streams = Map.groupBy(events, (event) => event.stream);
  const parked = await parkedAmong(transaction, model, [...streams.keys()]);
  for (const [stream, ofStream] of streams) {
    if (parked.has(stream)) continue;
    const whole = await attempt(transaction, () => model.take(transaction, stream, ofStream));
    if (whole === 'taken') continue;
    await takeSingly(transaction, model, ofStream, onParked);
  }
}

/** One event at a time, to find the first that cannot be taken; the stream is parked there. */
async function takeSingly(
  transaction: ReadTransaction,
  model: ReadModel,
  events: readonly RecordedEvent[],
  onParked: Follower['onParked'],
): Promise<void> {
  for (const event of events) {
    const { stream, revision } = event;
    const single = await attempt(transaction, () => model.take(transaction, stream, [event]));
    if (single === 'taken') continue;
    const reason = `${event.type}: ${single.reason}`;
    await transaction
      .insertInto('read.parked')
      .values({ model: model.name, stream, revision, reason })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    onParked?.(stream, revision, reason);
    return;
  }
}

async function parkedAmong(
  transaction: ReadTransaction,
  model: ReadModel,
  streams: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction
    .selectFrom('read.parked')
    .select('stream')
    .where('model', '=', model.name)
    .where('stream', 'in', streams)
    .execute();
  return new Set(rows.map((row) => row.stream));
}

/** Within a savepoint, so that a failed attempt leaves the transaction usable. */
async function attempt(
  transaction: ReadTransaction,
  work: () => Promise<void>,
): Promise<'taken' | { readonly reason: string }> {
  await sql`savepoint attempt`.execute(transaction);
  try {
    await work();
    await sql`release savepoint attempt`.execute(transaction);
    return 'taken';
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(transaction);
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Takes a parked stream again from where it stopped; answers whether it is parked no longer. */
export async function retryParked(follower: Follower, stream: string): Promise<boolean> {
  const { log, database, model } = follower;
  return database.transaction().execute(async (transaction) => {
    const { position } = await transaction
      .selectFrom('read.checkpoints')
      .select('position')
      .where('model', '=', model.name)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const removed = await transaction
      .deleteFrom('read.parked')
      .where('model', '=', model.name)
      .where('stream', '=', stream)
      .returning('revision')
      .executeTakeFirst();
    if (removed === undefined) return true;
    for (let from = removed.revision; ;) {
      const page = await log.read(stream, { from, limit: EVENTS_PER_STEP });
      const passed = page.filter((event) => log.compare(event.position, position) <= 0);
      await takeSingly(transaction, model, passed, follower.onParked);
      from += page.length;
      if (passed.length < EVENTS_PER_STEP) break;
    }
    const parked = await parkedAmong(transaction, model, [stream]);
    return !parked.has(stream);
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
