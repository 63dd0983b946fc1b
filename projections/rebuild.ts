import { sql } from 'kysely';
import type { EventLog } from '../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import type { RecordedEvent } from '../events/envelope.ts';
import { holdCheckpoint, moveCheckpoint } from './checkpoint.ts';
import type { Follower } from './follow.ts';
import { foldCache } from './fold-cache.ts';
import type { ReadTransaction } from './read-model.ts';

export type Progress = { readonly events: number; readonly eventsPerSecond: number };
export type Rebuilt = Progress & { readonly model: string; readonly seconds: number };

export type Rebuild = Pick<Follower, 'log' | 'database' | 'model' | 'onParked'> & {
  /** Hears how far it is, about once a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** How many cases stay in memory, when not 10,000. */
  readonly keep?: number;
};

const SECOND = 1_000;

/**
 * Makes a read model anew from the whole log, in one transaction: readers see the old rows until all new ones are
 * there, and its follower waits at the checkpoint and goes on from the end. Parked streams are tried again.
 */
export async function rebuild(parts: Rebuild): Promise<Rebuilt> {
  const { log, database, model, onProgress } = parts;
  const started = performance.now();
  let events = 0;
  const progress = (): Progress => ({
    events,
    eventsPerSecond: Math.round((events * SECOND) / Math.max(performance.now() - started, 1)),
  });
  await database.transaction().execute(async (transaction) => {
    // Emptying a large table takes longer than a request may, and so may a page of a slow log.
    await sql`set local statement_timeout = 0`.execute(transaction);
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
    await holdCheckpoint(transaction, model.name, log.start);
    await empty(transaction, parts);
    const cache = foldCache(transaction, parts);
    let told = started;
    let last = log.start;
    for await (const page of pages(log)) {
      await cache.take(page.events);
      events += page.events.length;
      last = page.position;
      if (performance.now() - told < SECOND) continue;
      told = performance.now();
      onProgress?.(progress());
    }
    await cache.finish();
    await moveCheckpoint(transaction, model.name, last);
  });
  const seconds = (performance.now() - started) / SECOND;
  return { model: model.name, ...progress(), seconds };
}

async function empty(transaction: ReadTransaction, { model }: Rebuild): Promise<void> {
  for (const table of model.tables) await sql`delete from ${sql.table(table)}`.execute(transaction);
  await transaction.deleteFrom('read.parked').where('model', '=', model.name).execute();
}

/**
 * The feed from the start to its end, each page fetched while the one before is worked on. A page that is not full is
 * the last: whatever is recorded meanwhile is the follower's.
 */
async function* pages(
  log: EventLog,
): AsyncGenerator<{ readonly events: readonly RecordedEvent[]; readonly position: string }> {
  let page = await log.feed({ after: log.start, limit: EVENTS_PER_PAGE });
  while (page.events.length === EVENTS_PER_PAGE) {
    const next = log.feed({ after: page.position, limit: EVENTS_PER_PAGE });
    // Awaited below; until then a failure must not count as unhandled.
    next.catch(() => undefined);
    yield page;
    page = await next;
  }
  if (page.events.length > 0) yield page;
}
