import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../projections/database.ts';
import { step } from '../projections/follow.ts';
import type { Follower } from '../projections/follow.ts';
import { readModels } from '../projections/read-models.ts';
import { sharedFeed } from '../projections/shared-feed.ts';
import { kinds } from '../workers/house.ts';
import { migrateAll } from '../workers/migrate.ts';
import { generatedEvents, writeEvents } from './generated-events.ts';
import { inOwnDatabase } from './own-database.ts';

export type MemoryBench = {
  /** Memory in use at the most events over that at the fewest. */
  readonly memoryRatio: number;
  readonly goal: number;
  readonly marks: readonly Mark[];
  /** The same as a table for people. */
  readonly table: string;
};

/** Memory in use after a collection, in MiB, once every read model has taken so many events. */
type Mark = { readonly events: number; readonly heap: number; readonly resident: number };

/** Flat is what does not grow by half while the log grows a hundredfold. */
const GOAL = 1.5;
const FEWEST = 10_000;
const TEN = 10;
/** One for each read model, and some for the feed. */
const CONNECTIONS = 12;
const MIB = 1_048_576;

/**
 * The memory of whoever follows a log with every read model: at 10,000 events, ten times as many, and so on up to
 * `events`. What it holds may depend on a page of the log, never on the log.
 */
export async function benchMemory(wish: {
  readonly ownerUrl: string;
  readonly events: number;
  readonly say?: (line: string) => void;
}): Promise<MemoryBench> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return inOwnDatabase(wish.ownerUrl, async (url) => {
    await migrateAll(url);
    const pool = applicationPool(url, CONNECTIONS);
    const log = sharedFeed(postgresLog(pool));
    const database = readDatabase(pool);
    const marks: Mark[] = [];
    try {
      let written = 0;
      for (let events = FEWEST; events <= wish.events; events *= TEN) {
        wish.say?.(`Writing events up to ${events}, and following them …`);
        written += await writeEvents(pool, generatedEvents(events - written, `bench${events}`));
        await takeAll({ log, database });
        collect();
        const { heapUsed, rss } = process.memoryUsage();
        marks.push({ events: written, heap: heapUsed / MIB, resident: rss / MIB });
      }
    } finally {
      await pool.end();
    }
    return report(marks);
  });
}

/** All at once, as a projector does: PostgreSQL writes for one while another is folded. */
async function takeAll(parts: Omit<Follower, 'model'>): Promise<void> {
  await Promise.all(
    [...readModels(kinds).values()].map(async (model) => {
      while ((await step({ ...parts, model })) === undefined);
    }),
  );
}

function report(marks: readonly Mark[]): MemoryBench {
  const memoryRatio = Number(((marks.at(-1)?.heap ?? 0) / (marks[0]?.heap ?? 1)).toFixed(2));
  const lines = marks.map(({ events, heap, resident }) =>
    [events, heap.toFixed(1), resident.toFixed(0)]
      .map((cell) => String(cell).padStart(12))
      .join(''),
  );
  const head = ['events', 'heap MiB', 'RSS MiB'].map((cell) => cell.padStart(12)).join('');
  return {
    ...{ memoryRatio, goal: GOAL },
    marks: marks.map(({ events, heap, resident }) => ({
      events,
      heap: Math.round(heap),
      resident: Math.round(resident),
    })),
    table: [head, ...lines, `ratio ${memoryRatio} (goal ≤ ${GOAL})`].join('\n'),
  };
}
