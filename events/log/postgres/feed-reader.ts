import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Position } from '../../envelope.ts';
import type { FeedPage } from '../event-log.ts';
import { eventOf, query } from './postgres-log.ts';
import type { EventRow } from './postgres-log.ts';

/** How long a page waits for appenders under way before it comes back with what is settled, in milliseconds. */
const PATIENCE = 250;
const POLL = 2;

/**
 * Reads the feed so that no late commit is ever skipped. A number is drawn before its transaction commits, so
 * "position > last" alone would pass over a slow one. The reader notes the last number drawn and then who holds
 * the appenders' lock; once those few are gone, everything up to that number is settled. Transactions that do
 * not append, here or elsewhere in the cluster, hold nobody up.
 *
 * The position handed out is always that of an event, never of a number merely drawn: a crash may take numbers
 * back that no commit had made durable. For the same reason what is settled is remembered only while a reader
 * catches up page by page, and forgotten with a lost connection.
 */
export function feedReader(pool: pg.Pool): (after: Position, limit: number) => Promise<FeedPage> {
  let settled = 0n;
  pool.on('error', () => (settled = 0n));

  const page = async (after: Position, upTo: bigint, limit: number): Promise<FeedPage> => {
    const { rows } = await query<EventRow>(pool, {
      name: 'feed',
      text: `select position, bytes, recorded_at from log.events
             where position > $1 and position <= $2 order by position limit $3`,
      values: [after, String(upTo), limit],
    });
    const events = rows.map(eventOf);
    return { events, position: events.at(-1)?.position ?? after };
  };

  return async (after, limit) => {
    try {
      const known = settled > BigInt(after) ? settled : await settle(pool, BigInt(after));
      const read = await page(after, known, limit);
      settled = read.events.length === limit ? known : 0n;
      return read;
    } catch (error) {
      settled = 0n;
      throw error;
    }
  };
}

/** The number up to which everything is settled; 0 when appenders stayed under way too long. */
async function settle(pool: pg.Pool, after: bigint): Promise<bigint> {
  const first = await horizon(pool);
  if (first.drawn <= after) return first.drawn;
  const until = performance.now() + PATIENCE;
  let waitingFor = first.holders;
  while (waitingFor.length > 0) {
    if (performance.now() > until) return 0n;
    await sleep(POLL);
    const now = new Set((await horizon(pool)).holders);
    waitingFor = waitingFor.filter((holder) => now.has(holder));
  }
  return first.drawn;
}

type Horizon = { readonly drawn: bigint; readonly holders: readonly string[] };

async function horizon(pool: pg.Pool): Promise<Horizon> {
  const { rows } = await query<{ drawn: string; holders: string[] }>(pool, {
    name: 'horizon',
    text: 'select drawn, holders from log.horizon()',
  });
  return { drawn: BigInt(rows[0]?.drawn ?? 0), holders: rows[0]?.holders ?? [] };
}
