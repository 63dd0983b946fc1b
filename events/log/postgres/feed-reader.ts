import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Position } from '../../envelope.ts';
import type { BytesPage, FeedPage } from '../event-log.ts';
import { BYTES_COLUMNS, COLUMNS, bytesOf, eventOf, query } from './query.ts';
import type { BytesRow, EventRow } from './query.ts';

/** How long a page waits for appenders under way before it comes back empty, in milliseconds. */
const PATIENCE = 250;
const POLL = 2;

export type FeedReader = {
  readonly feed: (after: Position, limit: number) => Promise<FeedPage>;
  readonly feedBytes: (after: Position, limit: number) => Promise<BytesPage>;
};

/**
 * Reads the feed so that no late commit is ever skipped. A number is drawn before its transaction commits, so
 * "position > last" alone would pass over a slow one. The reader notes the last number drawn and then who is
 * inserting; once those few are gone, everything up to that number is settled. Transactions that do not append,
 * here or elsewhere in the cluster, hold nobody up.
 *
 * What is settled is remembered, so that a reader who catches up looks for appenders only at the end. It is always
 * the position of an event that stands there, never of a number merely drawn: a crash of the server takes numbers
 * back that no commit had made durable, and they are drawn again.
 */
export function feedReader(pool: pg.Pool): FeedReader {
  let settled = 0n;
  const rowsAfter = async <Row extends EventRow>(
    after: Position,
    limit: number,
    { name, columns }: { readonly name: string; readonly columns: string },
  ): Promise<readonly Row[]> => {
    if (settled <= BigInt(after)) {
      const found = await settle(pool, BigInt(after));
      if (found > settled) settled = found;
    }
    return query<Row>(pool, {
      name,
      text: `select ${columns} from log.events
             where position > $1 and position <= $2 order by position limit $3`,
      values: [after, String(settled), limit],
    });
  };
  return {
    feed: async (after, limit) => {
      const wanted = { name: 'feed', columns: COLUMNS };
      const events = (await rowsAfter<EventRow>(after, limit, wanted)).map(eventOf);
      return { events, position: events.at(-1)?.position ?? after };
    },
    feedBytes: async (after, limit) => {
      const wanted = { name: 'feed-bytes', columns: BYTES_COLUMNS };
      const events = (await rowsAfter<BytesRow>(after, limit, wanted)).map(bytesOf);
      return { events, position: events.at(-1)?.position ?? after };
    },
  };
}

/** The last event up to which everything is settled; 0 when nothing is new or appenders stayed under way too long. */
async function settle(pool: pg.Pool, after: bigint): Promise<bigint> {
  const { drawn, holders } = await horizon(pool);
  if (drawn <= after || !(await gone(pool, holders))) return 0n;
  const [row] = await query<{ last: string }>(pool, {
    name: 'settled',
    text: 'select coalesce(max(position), 0) as last from log.events where position <= $1',
    values: [String(drawn)],
  });
  return BigInt(row?.last ?? 0);
}

async function gone(pool: pg.Pool, holders: readonly string[]): Promise<boolean> {
  const until = performance.now() + PATIENCE;
  let waitingFor = holders;
  while (waitingFor.length > 0) {
    if (performance.now() > until) return false;
    await sleep(POLL);
    const now = new Set((await horizon(pool)).holders);
    waitingFor = waitingFor.filter((holder) => now.has(holder));
  }
  return true;
}

type Horizon = { readonly drawn: bigint; readonly holders: readonly string[] };

async function horizon(pool: pg.Pool): Promise<Horizon> {
  const [row] = await query<{ drawn: string; holders: string[] }>(pool, {
    name: 'horizon',
    text: 'select drawn, holders from log.horizon()',
  });
  return { drawn: BigInt(row?.drawn ?? 0), holders: row?.holders ?? [] };
}
