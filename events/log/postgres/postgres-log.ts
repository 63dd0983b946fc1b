import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { NewEvent, Position, RecordedEvent } from '../../envelope.ts';
import type { Append, EventLog, ExpectedRevision } from '../event-log.ts';
import { EVENTS_PER_PAGE } from '../limits.ts';
import { RevisionConflict } from '../log-faults.ts';
import { assertAppendable, readStored, repeatOf, storedTexts } from '../stored.ts';
import { feedReader } from './feed-reader.ts';
import { isUniqueViolation, logFault } from './postgres-faults.ts';

export type EventRow = {
  readonly position: string;
  readonly bytes: string;
  readonly recorded_at: Date;
};

const columns = 'position, bytes, recorded_at';
/** Polls of `news` while nothing comes, in milliseconds: NOTIFY would put a lock of the whole cluster into each commit. */
const POLL_FIRST = 10;
const POLL_LONGEST = 200;

/** The log on PostgreSQL, on a pool in the application's role. */
export function postgresLog(pool: pg.Pool): EventLog {
  const feed = feedReader(pool);

  const read: EventLog['read'] = async (
    stream,
    { from = 0, to = 2_147_483_647, limit = EVENTS_PER_PAGE } = {},
  ) => {
    const { rows } = await query<EventRow>(pool, {
      name: 'read-stream',
      text: `select ${columns} from log.events where stream = $1 and revision between $2 and $3 order by revision limit $4`,
      values: [stream, from, to, Math.min(limit, EVENTS_PER_PAGE)],
    });
    return rows.map(eventOf);
  };

  const news = async (after: Position, patience: number, signal?: AbortSignal): Promise<void> => {
    const until = performance.now() + patience;
    for (
      let poll = POLL_FIRST;
      performance.now() < until;
      poll = Math.min(poll * 2, POLL_LONGEST)
    ) {
      const text = 'select from log.events where position > $1 limit 1';
      const found = await pool
        .query({ name: 'news', text, values: [after] })
        .catch(() => undefined);
      if (signal?.aborted === true || (found?.rowCount ?? 0) > 0) return;
      await sleep(poll, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    }
  };

  return {
    start: '0',
    compare: (one, other) => Number(BigInt(one) - BigInt(other)),
    read,
    append: (stream, events, expected) =>
      expected === 'any'
        ? appendAtEnd(pool, stream, events)
        : appendAt(pool, stream, events, expected),
    feed: ({ after, limit }) => feed(after, Math.min(limit, EVENTS_PER_PAGE)),
    news,
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

export function eventOf({ position, bytes, recorded_at }: EventRow): RecordedEvent {
  return readStored(bytes, position, recorded_at.toISOString());
}

/** Every query of the log passes here, so that foreign faults become ours in one place. */
export async function query<Row extends pg.QueryResultRow>(
  target: pg.Pool | pg.PoolClient,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  try {
    return await target.query<Row>(statement);
  } catch (error) {
    throw logFault(error);
  }
}

type Placed = {
  readonly at_position: string;
  readonly at_revision: number;
  readonly at_time: Date;
};

/** One round trip where the writer is right; only a writer who is wrong pays for finding out why. */
async function appendAt(
  target: pg.Pool,
  stream: string,
  events: readonly NewEvent[],
  expected: Exclude<ExpectedRevision, 'any'>,
): Promise<Append> {
  assertAppendable(stream, events);
  const last = expected === 'none' ? -1 : expected;
  const texts = storedTexts(stream, last + 1, events);
  const append =
    appended(await insert(target, stream, last, events, texts), texts) ??
    (await repeatedAppend(target, stream, events));
  if (append !== undefined) return append;
  throw new RevisionConflict(stream, String(expected), await lastRevision(target, stream));
}

/** `undefined` when somebody else was faster. */
function appended(placed: readonly Placed[], texts: readonly string[]): Append | undefined {
  if (placed.length === 0) return undefined;
  const events = placed
    .toSorted((a, b) => a.at_revision - b.at_revision)
    .map(({ at_position, at_time }, index) =>
      readStored(texts[index] ?? '', at_position, at_time.toISOString()),
    );
  return { status: 'appended', events };
}

async function insert(
  target: pg.Pool | pg.PoolClient,
  stream: string,
  last: number,
  events: readonly NewEvent[],
  texts: readonly string[],
): Promise<readonly Placed[]> {
  try {
    const { rows } = await target.query<Placed>({
      name: 'append',
      text: 'select at_position, at_revision, at_time from log.append($1, $2, $3, $4)',
      values: [stream, last, events.map((event) => event.id), texts],
    });
    return rows;
  } catch (error) {
    if (isUniqueViolation(error)) return [];
    throw logFault(error);
  }
}

/** What was recorded, when the very same append stands there already. */
async function repeatedAppend(
  target: pg.Pool | pg.PoolClient,
  stream: string,
  events: readonly NewEvent[],
): Promise<Append | undefined> {
  const known = await query<EventRow>(target, {
    text: `select ${columns} from log.events where stream = $1 and id = any ($2::uuid[])`,
    values: [stream, events.map((event) => event.id)],
  });
  const repeated = repeatOf(stream, events, known.rows.map(eventOf));
  return repeated === undefined ? undefined : { status: 'repeated', events: repeated };
}

async function lastRevision(target: pg.Pool | pg.PoolClient, stream: string): Promise<number> {
  const { rows } = await query<{ last: number | null }>(target, {
    text: 'select max(revision) as last from log.events where stream = $1',
    values: [stream],
  });
  return rows[0]?.last ?? -1;
}

/**
 * Writers who do not mind queue at a lock of their stream, so that each is served in turn. One who does mind may
 * still be faster between the look and the insert: then again.
 */
async function appendAtEnd(
  pool: pg.Pool,
  stream: string,
  events: readonly NewEvent[],
): Promise<Append> {
  assertAppendable(stream, events);
  for (;;) {
    const append = await inTransaction(pool, async (client) => {
      await query(client, {
        text: `select pg_advisory_xact_lock(hashtextextended($1, 0))`,
        values: [stream],
      });
      const repeated = await repeatedAppend(client, stream, events);
      if (repeated !== undefined) return repeated;
      const last = await lastRevision(client, stream);
      const texts = storedTexts(stream, last + 1, events);
      return appended(await insert(client, stream, last, events, texts), texts);
    });
    if (append !== undefined) return append;
  }
}

/** Commits what `work` did when it answers something, and rolls back otherwise. */
async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const client = await connect(pool);
  let broken = false;
  try {
    await query(client, { text: 'begin' });
    const result = await work(client);
    await query(client, { text: result === undefined ? 'rollback' : 'commit' });
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw logFault(error);
  }
}
