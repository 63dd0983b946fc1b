import type { EventLog } from '../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../projections/database.ts';
import { readModels } from '../projections/read-models.ts';
import { rebuild } from '../projections/rebuild.ts';
import type { Rebuilt } from '../projections/rebuild.ts';
import { kinds } from '../workers/house.ts';
import { migrateAll } from '../workers/migrate.ts';
import { generatedEvents, writeEvents } from './generated-events.ts';
import { inOwnDatabase } from './own-database.ts';

export type RebuildBench = {
  /** The lowest of the models' rates, in events a second. */
  readonly eventsPerSecond: number;
  readonly goal: number;
  /** The log's feed read page by page and thrown away, in the same run: no read model can be faster. */
  readonly feedEventsPerSecond: number;
  readonly events: number;
  readonly models: readonly Rebuilt[];
  /** The same as a table for people. */
  readonly table: string;
};

/** Events a second that the slowest read model should be rebuilt at. */
const GOAL = 30_000;

/**
 * Every read model rebuilt from a log of generated cases, one after another, in a database made for it on the owner's
 * server and dropped afterwards. Each is rebuilt over rows that stand there already, as an operator would.
 */
export async function benchRebuild(wish: {
  readonly ownerUrl: string;
  readonly events: number;
  readonly say?: (line: string) => void;
}): Promise<RebuildBench> {
  return inOwnDatabase(wish.ownerUrl, async (url) => {
    await migrateAll(url);
    const { models, feed } = await measure(url, wish);
    return report(models, feed);
  });
}

async function measure(
  url: string,
  { events, say }: { readonly events: number; readonly say?: (line: string) => void },
): Promise<{ readonly models: readonly Rebuilt[]; readonly feed: number }> {
  const pool = applicationPool(url, 4);
  const log = postgresLog(pool);
  const database = readDatabase(pool);
  const results: Rebuilt[] = [];
  try {
    say?.(`Writing ${events} events …`);
    await writeEvents(pool, generatedEvents(events));
    for (const model of readModels(kinds).values()) {
      say?.(`Rebuilding ${model.name}, first empty, then over its rows …`);
      await rebuild({ log, database, model });
      results.push(await rebuild({ log, database, model }));
    }
    return { models: results, feed: await readAll(log) };
  } finally {
    await pool.end();
  }
}

/** Events a second of the bare feed. */
async function readAll(log: EventLog): Promise<number> {
  const started = performance.now();
  let events = 0;
  for (let after = log.start; ;) {
    const page = await log.feed({ after, limit: EVENTS_PER_PAGE });
    events += page.events.length;
    if (page.position === after) break;
    after = page.position;
  }
  return Math.round((events * 1_000) / (performance.now() - started));
}

function report(models: readonly Rebuilt[], feed: number): RebuildBench {
  const lines = models.map(({ model, events, seconds, eventsPerSecond }) =>
    [model.padEnd(12), ...[events, seconds.toFixed(1), eventsPerSecond].map(right)].join(''),
  );
  const head = ['model'.padEnd(12), ...['events', 'seconds', 'events/s'].map(right)].join('');
  return {
    eventsPerSecond: Math.min(...models.map(({ eventsPerSecond }) => eventsPerSecond)),
    goal: GOAL,
    feedEventsPerSecond: feed,
    events: models[0]?.events ?? 0,
    models,
    table: [head, ...lines, `The bare feed: ${feed} events/s. Goal: ${GOAL}.`].join('\n'),
  };
}

function right(cell: string | number): string {
  return String(cell).padStart(11);
}
