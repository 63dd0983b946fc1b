import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { applicationPool, ownerPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../projections/database.ts';
import { readModels } from '../projections/read-models.ts';
import { runProjections } from '../projections/runner.ts';
import { kinds } from '../workers/house.ts';
import { migrateAll } from '../workers/migrate.ts';
import { generatedEvents } from './generated-events.ts';
import { inOwnDatabase } from './own-database.ts';
import { median, quantile } from './quantile.ts';

export type VisibleBench = {
  /** Milliseconds from the moment an append is acknowledged until the board shows it, 99 of 100. */
  readonly visibleP99: number;
  readonly visibleP50: number;
  readonly goal: number;
  /** The same of a bare row in a table, written on one connection and looked for on another. */
  readonly bareP50: number;
  readonly ratioP50: number;
  readonly appends: number;
  readonly perSecond: number;
  /** The same as a table for people. */
  readonly table: string;
};

const GOAL = 250;
const PER_SECOND = 50;
/** Milliseconds between looks, on both sides. */
const LOOK = 2;
const PATIENCE = 30_000;
/** Appends that are made but not counted, while statements are prepared. */
const WARM_UP = 100;

/**
 * From an append to the board: `PER_SECOND` appends a second to a log that every read model of the product follows, and
 * for each a look at the board's row every `LOOK` ms until it has the event's revision. The baseline is a row in a bare
 * table, looked for in the same way.
 */
export async function benchVisible(wish: {
  readonly ownerUrl: string;
  readonly seconds: number;
}): Promise<VisibleBench> {
  return inOwnDatabase(wish.ownerUrl, async (url) => {
    await migrateAll(url);
    const owner = ownerPool(url);
    const pool = applicationPool(url, 30);
    const followers = applicationPool(url, 10);
    const stop = new AbortController();
    await owner.query('create table public.bare (id text primary key)');
    await owner.query('grant select, insert on public.bare to public');
    await owner.end();
    const log = postgresLog(followers);
    const parts = {
      log,
      database: readDatabase(followers),
      models: [...readModels(kinds).values()],
    };
    const projecting = runProjections(parts, stop.signal);
    try {
      const count = wish.seconds * PER_SECOND;
      const waits = await appendSteadily(pool, count + WARM_UP);
      const bare = await Promise.all(
        Array.from({ length: Math.min(count, 200) }, async (_, index) => {
          await sleep((index * 1_000) / PER_SECOND);
          return bareWait(pool);
        }),
      );
      return report(waits.slice(WARM_UP), bare);
    } finally {
      stop.abort();
      await projecting;
      await pool.end();
      await followers.end();
    }
  });
}

async function appendSteadily(pool: pg.Pool, count: number): Promise<readonly number[]> {
  const log = postgresLog(pool);
  const waits: Promise<number>[] = [];
  const started = performance.now();
  for (const { stream, revision, event } of generatedEvents(count)) {
    if (waits.length === count) break;
    const due = started + (waits.length * 1_000) / PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    await log.append(stream, [event], revision === 0 ? 'none' : revision - 1);
    waits.push(
      waitFor(async () => {
        const { rowCount } = await pool.query({
          name: 'look',
          text: 'select from read.cases where stream = $1 and revision >= $2',
          values: [stream, revision],
        });
        return rowCount === 1;
      }),
    );
  }
  return Promise.all(waits);
}

async function bareWait(pool: pg.Pool): Promise<number> {
  const id = randomBytes(8).toString('hex');
  await pool.query({ name: 'bare', text: 'insert into public.bare values ($1)', values: [id] });
  return waitFor(async () => {
    const text = 'select from public.bare where id = $1';
    return (await pool.query({ name: 'look-bare', text, values: [id] })).rowCount === 1;
  });
}

/** Milliseconds until it is so. */
async function waitFor(isSo: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await isSo())) {
    if (performance.now() - started > PATIENCE) throw new Error('It was never shown.');
    await sleep(LOOK);
  }
  return performance.now() - started;
}

function report(waits: readonly number[], bare: readonly number[]): VisibleBench {
  const visibleP99 = Math.round(quantile(waits, 0.99));
  const visibleP50 = Number(median(waits).toFixed(1));
  const bareP50 = Number(median(bare).toFixed(1));
  const ratioP50 = Number((visibleP50 / bareP50).toFixed(1));
  return {
    ...{ visibleP99, visibleP50, goal: GOAL, bareP50, ratioP50 },
    ...{ appends: waits.length, perSecond: PER_SECOND },
    table: [
      `append → board, p99   ${visibleP99} ms (goal < ${GOAL} ms)`,
      `append → board, p50   ${visibleP50} ms`,
      `a bare row, p50       ${bareP50} ms; ratio ${ratioP50}`,
      `${waits.length} appends, ${PER_SECOND} a second`,
    ].join('\n'),
  };
}
