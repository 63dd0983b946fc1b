import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../bench/generated-events.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { caughtUp } from '../../projections/checkpoint.ts';
import { readDatabase } from '../../projections/database.ts';
import { readModels } from '../../projections/read-models.ts';
import { runProjections } from '../../projections/runner.ts';
import { kinds } from '../../workers/house.ts';
import { withDatabase } from '../with-database.ts';
import { project } from './projected.ts';

/** How soon a runner must take over from one that is gone, in milliseconds. */
const TAKE_OVER = 5_000;
const PATIENCE = 20_000;

const { application, owner, another, url } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const models = readModels(kinds);
const names = [...models.keys()];
const running = new Set<ChildProcess>();
let written = 0;

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

beforeEach(async () => {
  written += 1;
  await writeEvents(application, generatedEvents(1_500, `bank${written}`));
});

/** A runner in a process of its own, and how to wait for what it says. */
function runner() {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'projector-process.ts')],
    { env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add(child);
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  const says = (line: string) => expect.poll(() => said, { timeout: PATIENCE }).toContain(line);
  return { child, said, says };
}

test('of two runners one works; when it is killed the other takes over within 5 s', async () => {
  const first = runner();
  await first.says('working');
  const second = runner();
  await second.says('started');
  expect(await caughtUp({ log, database }, names, PATIENCE)).toBe(true);
  expect(second.said).toEqual(['started']);

  first.child.kill('SIGKILL');
  const killed = performance.now();
  await once(first.child, 'exit');
  await writeEvents(application, generatedEvents(500, 'killbank'));
  await second.says('working');
  const took = Math.round(performance.now() - killed);
  console.log(`take-over after SIGKILL: ${took} ms`);
  expect(took).toBeLessThan(TAKE_OVER);
  expect(await caughtUp({ log, database }, names, PATIENCE)).toBe(true);
  second.child.kill('SIGKILL');
  await once(second.child, 'exit');
}, 90_000);

test('one that loses its connection stops, and another goes on', async () => {
  const stop = new AbortController();
  const turns: string[] = [];
  const [one, two] = ['one', 'two'].map((name) => {
    const pool = another();
    return runProjections(
      {
        ...{ log: postgresLog(pool), database: readDatabase(pool), models: [...models.values()] },
        onWorking: (working) => turns.push(`${name} ${working ? 'works' : 'stands by'}`),
      },
      stop.signal,
    );
  });
  await expect.poll(() => turns, { timeout: PATIENCE }).toHaveLength(1);
  expect(await caughtUp({ log, database }, names, PATIENCE)).toBe(true);
  await owner.query(`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`);
  await expect.poll(() => turns.length, { timeout: PATIENCE }).toBeGreaterThanOrEqual(3);
  expect(turns.filter((turn) => turn.endsWith('stands by'))).toHaveLength(1);
  await writeEvents(application, generatedEvents(300, 'cutbank'));
  expect(await caughtUp({ log, database }, names, PATIENCE)).toBe(true);
  stop.abort();
  await Promise.all([one, two]);
}, 60_000);

test('one that stands alone goes on by itself, however often it loses its connection', async () => {
  const stop = new AbortController();
  const turns: boolean[] = [];
  const pool = another();
  const running = runProjections(
    {
      ...{ log: postgresLog(pool), database: readDatabase(pool), models: [...models.values()] },
      onWorking: (working) => turns.push(working),
    },
    stop.signal,
  );
  for (const turn of [1, 3, 5]) {
    await expect.poll(() => turns.length, { timeout: PATIENCE }).toBe(turn);
    await writeEvents(application, generatedEvents(100, `turnbank${turn}`));
    expect(await caughtUp({ log, database }, names, PATIENCE)).toBe(true);
    await owner.query(`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`);
  }
  stop.abort();
  await running;
}, 90_000);

describe('several read models in one pass', () => {
  test('read a page once, and one that stands elsewhere reads alone until it has caught up', async () => {
    await project({ log, database });
    await owner.query(`
      update read.checkpoints set position = '0' where model = 'deadlines'; delete from read.deadlines`);
    await writeEvents(application, generatedEvents(2_500, 'passbank'));
    const pages = new Map<string, number>();
    const counting: typeof log = {
      ...log,
      feed: async (range) => {
        const page = await log.feed(range);
        if (page.events.length > 0) pages.set(range.after, (pages.get(range.after) ?? 0) + 1);
        return page;
      },
    };
    const taken = new Map<string, number>();
    const stop = new AbortController();
    const running = runProjections(
      {
        ...{ log: counting, database, models: [...models.values()] },
        onTaken: (model, events) => taken.set(model, (taken.get(model) ?? 0) + events),
      },
      stop.signal,
    );
    expect(await caughtUp({ log, database }, names, PATIENCE)).toBe(true);
    stop.abort();
    await running;
    expect([...pages.values()].every((times) => times <= 2)).toBe(true);
    const all = await owner.query<{ n: number }>('select count(*)::integer as n from log.events');
    expect(taken.get('deadlines')).toBe(all.rows[0]?.n);
    expect(taken.get('cases')).toBe(taken.get('sign-offs'));
    expect(taken.get('cases')).toBeLessThan(all.rows[0]?.n ?? 0);
    expect(await database.selectFrom('read.parked').selectAll().execute()).toEqual([]);
  });
});
