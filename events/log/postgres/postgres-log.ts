import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Position } from '../../envelope.ts';
import type { EventLog } from '../event-log.ts';
import { EVENTS_PER_PAGE } from '../limits.ts';
import { appendAt, appendAtEnd } from './append.ts';
import { feedReader } from './feed-reader.ts';
import { BYTES_COLUMNS, COLUMNS, bytesOf, eventOf, query } from './query.ts';
import type { BytesRow, EventRow } from './query.ts';

const START: Position = '0';
/** The largest number of the column. */
const LAST_REVISION = 2_147_483_647;
/** Polls of `news` while nothing comes, in milliseconds: NOTIFY would lock the whole cluster at each commit. */
const POLL_FIRST = 10;
const POLL_LONGEST = 200;

/** The log on PostgreSQL, on a pool in the application's role; disposing of the log ends the pool. */
export function postgresLog(pool: pg.Pool): EventLog {
  const { feed, feedBytes } = feedReader(pool);
  return {
    start: START,
    compare: (one, other) => Number(BigInt(one) - BigInt(other)),
    read: (stream, range = {}) => read(pool, stream, range),
    append: (stream, events, expected) =>
      expected === 'any'
        ? appendAtEnd(pool, stream, events)
        : appendAt(pool, stream, events, expected),
    feed: ({ after, limit }) => feed(after, Math.min(limit, EVENTS_PER_PAGE)),
    readBytes: (stream, range = {}) => readBytes(pool, stream, range),
    feedBytes: ({ after, limit }) => feedBytes(after, Math.min(limit, EVENTS_PER_PAGE)),
    end: () => end(pool),
    news: (after, patience, signal) => news(pool, after, patience, signal),
    [Symbol.asyncDispose]: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}

async function read(
  pool: pg.Pool,
  stream: string,
  {
    from = 0,
    to = LAST_REVISION,
    limit = EVENTS_PER_PAGE,
  }: NonNullable<Parameters<EventLog['read']>[1]>,
) {
  const rows = await query<EventRow>(pool, {
    name: 'read-stream',
    text: `select ${COLUMNS} from log.events
           where stream = $1 and revision between $2 and $3 order by revision limit $4`,
    values: [
      stream,
      Math.min(from, LAST_REVISION),
      Math.min(to, LAST_REVISION),
      Math.min(limit, EVENTS_PER_PAGE),
    ],
  });
  return rows.map(eventOf);
}

async function readBytes(
  pool: pg.Pool,
  stream: string,
  { from = 0, limit = EVENTS_PER_PAGE }: NonNullable<Parameters<EventLog['readBytes']>[1]>,
) {
  const rows = await query<BytesRow>(pool, {
    name: 'read-bytes',
    text: `select ${BYTES_COLUMNS} from log.events
           where stream = $1 and revision >= $2 order by revision limit $3`,
    values: [stream, Math.min(from, LAST_REVISION), Math.min(limit, EVENTS_PER_PAGE)],
  });
  return rows.map(bytesOf);
}

async function end(pool: pg.Pool): Promise<Position> {
  const [row] = await query<{ last: Position }>(pool, {
    name: 'end',
    text: 'select coalesce(max(position), 0)::text as last from log.events',
    values: [],
  });
  return row?.last ?? START;
}

async function news(
  pool: pg.Pool,
  after: string,
  patience: number,
  signal?: AbortSignal,
): Promise<void> {
  const until = performance.now() + patience;
  let poll = POLL_FIRST;
  while (signal?.aborted !== true) {
    const found = await pool
      .query({
        name: 'news',
        text: 'select from log.events where position > $1 limit 1',
        values: [after],
      })
      .catch(() => undefined);
    const left = until - performance.now();
    if ((found?.rowCount ?? 0) > 0 || left <= 0) return;
    const pause = sleep(Math.min(poll, left), undefined, signal === undefined ? {} : { signal });
    await pause.catch(() => undefined);
    poll = Math.min(poll * 2, POLL_LONGEST);
  }
}
