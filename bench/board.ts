import type pg from 'pg';
import { applicationPool, ownerPool } from '../events/log/postgres/pools.ts';
import { CASE_FILTERS, listCases } from '../projections/case-list.ts';
import type { CaseFilter } from '../projections/case-list.ts';
import { readDatabase } from '../projections/database.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { migrateAll } from '../workers/migrate.ts';
import { boardRows } from './board-rows.ts';
import { inOwnDatabase } from './own-database.ts';
import { quantile } from './quantile.ts';

export type BoardBench = {
  /** The slowest filter's p99 over that of the bare index look-up. */
  readonly boardRatio: number;
  readonly goal: number;
  readonly cases: number;
  /** Milliseconds, 99 of 100, of the bare look-up: the board's own index read for as many rows. */
  readonly bareP99: number;
  readonly filters: readonly {
    readonly filter: CaseFilter;
    readonly p99: number;
    readonly ratio: number;
  }[];
  /** The same as a table for people. */
  readonly table: string;
};

const GOAL = 3;
const LIMIT = 50;
/** Rounds in which every filter and the bare look-up have their turn. */
const ROUNDS = 3_000;
const WARM_UP = 20;

/**
 * The board of a house with many cases by each of its named filters, against a bare read of as many rows through the
 * index it is ordered by. Three of a hundred cases are open, as in a house that has worked for years.
 */
export async function benchBoard(wish: {
  readonly ownerUrl: string;
  readonly cases: number;
  readonly say?: (line: string) => void;
}): Promise<BoardBench> {
  return inOwnDatabase(wish.ownerUrl, async (url) => {
    await migrateAll(url);
    const owner = ownerPool(url);
    wish.say?.(`Writing ${wish.cases} cases …`);
    await owner.query(boardRows(wish.cases));
    await owner.query('vacuum analyze read.cases');
    await owner.end();
    const pool = applicationPool(url, 2);
    try {
      return report(wish.cases, await measure(pool, readDatabase(pool)));
    } finally {
      await pool.end();
    }
  });
}

type Times = ReadonlyMap<CaseFilter | 'bare', number[]>;

async function measure(pool: pg.Pool, database: ReadDatabase): Promise<Times> {
  const times: Times = new Map((['bare', ...CASE_FILTERS] as const).map((what) => [what, []]));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
    for (const [what, of] of times) {
      const started = performance.now();
      await (what === 'bare' ? bareLook(pool) : look(database, what));
      if (round >= WARM_UP) of.push(performance.now() - started);
    }
  return times;
}

const NOW = new Date('2026-06-01T00:00:00Z');

async function look(database: ReadDatabase, filter: CaseFilter): Promise<void> {
  await listCases(database, {
    ...{ institution: 'bench', filter, who: 'handler-7', now: NOW, limit: LIMIT },
  });
}

async function bareLook(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select * from read.cases where institution = $1 order by opened_at desc, number desc limit $2`,
    ['bench', LIMIT + 1],
  );
}

function report(cases: number, times: Times): BoardBench {
  const p99 = (what: CaseFilter | 'bare'): number =>
    Number(quantile(times.get(what) ?? [], 0.99).toFixed(2));
  const bareP99 = p99('bare');
  const filters = CASE_FILTERS.map((filter) => ({
    filter,
    p99: p99(filter),
    ratio: Number((p99(filter) / bareP99).toFixed(2)),
  })).toSorted((one, other) => other.ratio - one.ratio);
  const boardRatio = filters[0]?.ratio ?? Number.NaN;
  const lines = filters.map(({ filter, p99: ms, ratio }) =>
    [filter.padEnd(22), ms.toFixed(2).padStart(10), ratio.toFixed(2).padStart(8)].join(''),
  );
  return {
    ...{ boardRatio, goal: GOAL, cases, bareP99, filters },
    table: [
      ['filter'.padEnd(22), 'p99 ms'.padStart(10), 'ratio'.padStart(8)].join(''),
      ...lines,
      `bare look-up p99 ${bareP99} ms; slowest ratio ${boardRatio} (goal ≤ ${GOAL}); ${cases} cases`,
    ].join('\n'),
  };
}
