import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import pg from 'pg';
import type { Position, RecordedEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { LogUnavailable } from '../events/log/log-faults.ts';
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
  /** Hears of a stream that was parked, once that is committed. */
  readonly onParked?: (stream: string, revision: number, reason: string) => void;
  /** Hears of a step that failed as a whole; it is tried again after a pause. */
  readonly onFault?: (error: unknown) => void;
};

type Parked = { readonly stream: string; readonly revision: number; readonly reason: string };

const EVENTS_PER_STEP = 500;
/** How long to wait for news before asking again, and after a fault, in milliseconds. */
const PATIENCE = 5_000;
const PAUSE = 1_000;
/**
 * Classes of SQLSTATE that blame what was written: its values, the constraints it breaks, its size. Whatever else
 * the database refuses would fail for every stream, or not the next time.
 */
const EVENTS_OWN_FAULT = /^(22|23|54)/;

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
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Takes one page of the feed; answers the position when there was nothing to take. */
export async function step({
  log,
  database,
  model,
  onParked,
}: Follower): Promise<Position | undefined> {
  await database
    .insertInto('read.checkpoints')
    .values({ model: model.name, position: log.start })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const taken = await database.transaction().execute(async (transaction) => {
    const after = await holdCheckpoint(transaction, model);
    // Somebody began the model anew in between: so does the next step.
    if (after === undefined) return { position: undefined, parked: [] };
    const page = await log.feed({ after, limit: EVENTS_PER_STEP });
    if (page.position === after) return { position: after, parked: [] };
    const parked = await takePage(transaction, model, page.events);
    await transaction
      .updateTable('read.checkpoints')
      .set({ position: page.position })
      .where('model', '=', model.name)
      .execute();
    return { position: undefined, parked };
  });
  for (const { stream, revision, reason } of taken.parked) onParked?.(stream, revision, reason);
  return taken.position;
}

/** Takes a parked stream again from where it stopped; answers whether it is parked no longer. */
export async function retryParked(follower: Follower, stream: string): Promise<boolean> {
  const { database, model, onParked } = follower;
  const parked = await database.transaction().execute(async (transaction) => {
    const position = await holdCheckpoint(transaction, model);
    if (position === undefined) return undefined;
    const removed = await transaction
      .deleteFrom('read.parked')
      .where('model', '=', model.name)
      .where('stream', '=', stream)
      .returning('revision')
      .executeTakeFirst();
    if (removed === undefined) return undefined;
    return takePassed(transaction, follower, { stream, from: removed.revision, position });
  });
  if (parked !== undefined) onParked?.(stream, parked.revision, parked.reason);
  return parked === undefined;
}

/** Where the model stands. Nobody else moves it until this transaction ends. */
async function holdCheckpoint(
  transaction: ReadTransaction,
  model: ReadModel,
): Promise<Position | undefined> {
  const checkpoint = await transaction
    .selectFrom('read.checkpoints')
    .select('position')
    .where('model', '=', model.name)
    .forUpdate()
    .executeTakeFirst();
  return checkpoint?.position;
}

async function takePage(
  transaction: ReadTransaction,
  model: ReadModel,
  events: readonly RecordedEvent[],
): Promise<readonly Parked[]> {
  const streams = Map.groupBy(events, (event) => event.stream);
  const before = await parkedAmong(transaction, model, [...streams.keys()]);
  const parked: Parked[] = [];
  for (const [stream, ofStream] of streams) {
    if (before.has(stream)) continue;
    const whole = await attempt(transaction, () => model.take(transaction, stream, ofStream));
    if (whole === 'taken') continue;
    const stopped = await takeSingly(transaction, model, ofStream);
    if (stopped !== undefined) parked.push(stopped);
  }
  return parked;
}

/** What the feed passed by while the stream was parked; what lies after the checkpoint comes with the feed. */
async function takePassed(
  transaction: ReadTransaction,
  { log, model }: Follower,
  { stream, from, position }: { stream: string; from: number; position: Position },
): Promise<Parked | undefined> {
  for (let next = from; ; next += EVENTS_PER_STEP) {
    const page = await log.read(stream, { from: next, limit: EVENTS_PER_STEP });
    const passed = page.filter((event) => log.compare(event.position, position) <= 0);
    const parked = await takeSingly(transaction, model, passed);
    if (parked !== undefined || passed.length < EVENTS_PER_STEP) return parked;
  }
}

/** One event at a time, to find the first that cannot be taken; the stream is parked there. */
async function takeSingly(
  transaction: ReadTransaction,
  model: ReadModel,
  events: readonly RecordedEvent[],
): Promise<Parked | undefined> {
  for (const event of events) {
    const { stream, revision } = event;
    const single = await attempt(transaction, () => model.take(transaction, stream, [event]));
    if (single === 'taken') continue;
    const parked = { stream, revision, reason: `${event.type}: ${single.reason}` };
    await transaction
      .insertInto('read.parked')
      .values({ model: model.name, ...parked })
      .execute();
    return parked;
  }
  return undefined;
}

async function parkedAmong(
  transaction: ReadTransaction,
  model: ReadModel,
  streams: readonly string[],
): Promise<ReadonlySet<string>> {
  if (streams.length === 0) return new Set();
  const rows = await transaction
    .selectFrom('read.parked')
    .select('stream')
    .where('model', '=', model.name)
    .where('stream', 'in', streams)
    .execute();
  return new Set(rows.map((row) => row.stream));
}

/** Within a savepoint, so that an event which cannot be taken leaves the rest standing. Throws what the world did. */
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
    if (isOfTheWorld(error)) throw error;
    await sql`rollback to savepoint attempt`.execute(transaction);
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** No stream is parked because a statement took too long, a disk is full or a table is missing. */
function isOfTheWorld(error: unknown): boolean {
  if (error instanceof LogUnavailable) return true;
  return error instanceof pg.DatabaseError && !EVENTS_OWN_FAULT.test(error.code ?? '');
}
