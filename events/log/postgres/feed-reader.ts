import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Position } from '../../envelope.ts';
import type { FeedPage } from '../event-log.ts';
import { COLUMNS, eventOf, query } from './query.ts';
import type { EventRow } from './query.ts';

/** How long a page waits for appenders under way before it comes back empty, in milliseconds. */
const PATIENCE = 250;
const POLL = 2;

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
export function feedReader(pool: pg.Pool): (after: Position, limit: number) => Promise<FeedPage> {
  let settled = 0n;
  return async (after, limit) => {
    if (settled <= BigInt(after)) {
      const found = await settle(pool, BigInt(after));
      if (found > settled) settled = found;
    }
    const rows = await query<EventRow>(pool, {
      name: 'feed',
      text: `select ${COLUMNS} from log.events
             where position > $1 and position <= $2 order by position limit $3`,
      values: [after, String(settled), limit],
    });
    const events = rows.map(eventOf);
    return { events, position: events.at(-1)?.position ?? after };
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
