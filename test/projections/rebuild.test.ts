import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../bench/generated-events.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { caughtUp, positionOf } from '../../projections/checkpoint.ts';
import { readDatabase } from '../../projections/database.ts';
import { follow } from '../../projections/follow.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { RebuildUnderWay, rebuild } from '../../projections/rebuild.ts';
import { withDatabase } from '../with-database.ts';
import { allRows, modelNamed, project, rowsOf } from './projected.ts';

const { application, owner, url } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const cases = modelNamed('cases');
const deadlines = modelNamed('deadlines');
const parts = { log, database };

let events = 0;

beforeAll(async () => {
  events = await writeEvents(application, generatedEvents(6_000));
  await project(parts);
}, 60_000);

async function count(table: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::integer as count from ${table}`,
  );
  return rows[0]?.count ?? 0;
}

describe('rows that were damaged behind its back', () => {
  test('are counted by a comparison, which switches nothing, and mended by a rebuild', async () => {
    const before = await allRows(database);
    const all = await count('read.cases');
    await owner.query(`
      update read.cases set product = 'spoiled' where stream in (select stream from read.cases order by stream limit 7);
      delete from read.cases where stream in (select stream from read.cases order by stream desc limit 3);
      insert into read.cases select (json_populate_record(one, '{"stream": "complaint-zz.ZZZZZZZZZZZZ"}')).*
        from read.cases as one limit 1`);
    const damaged = await rowsOf(database, 'read.cases');
    const compared = await rebuild({ ...parts, model: cases, compareOnly: true });
    const counts = { equal: all - 10, changed: 7, missing: 4, absent: 3, surplus: 1 };
    expect(compared).toMatchObject({ switched: false, events, comparison: counts });
    expect(compared.comparison.examples[0]).toMatchObject({
      ...{ table: 'read.cases', is: 'changed', columns: ['product'] },
      key: { stream: expect.stringMatching(/^complaint-/) as string },
    });
    expect(await rowsOf(database, 'read.cases')).toEqual(damaged);
    expect(await leftOvers()).toEqual([]);

    const rebuilt = await rebuild({ ...parts, model: cases });
    expect(rebuilt).toMatchObject({ switched: true, comparison: counts });
    expect(await allRows(database)).toEqual(before);
    const again = await rebuild({ ...parts, model: cases, compareOnly: true });
    expect(again.comparison).toMatchObject({ equal: all, changed: 0, missing: 0, examples: [] });
  });

  test('in a table with several rows a case are paired by the whole key', async () => {
    const before = await rowsOf(database, 'read.deadlines');
    await owner.query(`update read.deadlines set mark = 'x', step = 'y'`);
    const { comparison } = await rebuild({ ...parts, model: deadlines });
    expect(comparison).toMatchObject({ equal: 0, changed: before.length, missing: 0 });
    expect(comparison.examples).toHaveLength(5);
    expect(comparison.examples[0]?.columns).toEqual(['mark', 'step']);
    expect(Object.keys(comparison.examples[0]?.key ?? {})).toEqual(['stream', 'clock']);
    expect(await rowsOf(database, 'read.deadlines')).toEqual(before);
  });
});

test('a deliberate change of a read model is reported row by row, and nothing else is', async () => {
  // A new version of the board, which shows a fifth of all cases as handled by somebody else.
  const isChosen = (stream: string): boolean => /[05]$/.test(stream);
  const changed: ReadModel = {
    ...cases,
    evolve: (state, event) => {
      const next = cases.evolve(state, event) as { readonly stream: string };
      return isChosen(event.stream) ? { ...next, handler: 'the-new-desk' } : next;
    },
  };
  const { rows } = await owner.query<{ stream: string }>('select stream from read.cases');
  const chosen = rows.filter(({ stream }) => isChosen(stream));
  expect(chosen.length).toBeGreaterThan(10);
  const { comparison } = await rebuild({ ...parts, model: changed, compareOnly: true });
  expect(comparison).toMatchObject({
    equal: rows.length - chosen.length,
    changed: chosen.length,
    missing: 0,
  });
  expect(comparison.examples).toHaveLength(5);
  for (const { key, columns } of comparison.examples) {
    expect(isChosen(String(key['stream']))).toBe(true);
    expect(columns).toEqual(['handler']);
  }
});

test('a table that was switched in is the one a migration would have left', async () => {
  await owner.query('grant select on read.cases to public');
  const before = await shapes();
  const reader = await application.connect();
  const counted = { name: 'counted', text: 'select count(*)::integer from read.cases' };
  const { rows } = await reader.query(counted);
  await rebuild({ ...parts, model: cases });
  expect(await shapes()).toEqual(before);
  // What was prepared before the switch reads the new table.
  await owner.query(
    'delete from read.cases where stream in (select stream from read.cases limit 1)',
  );
  const { rows: after } = await reader.query(counted);
  reader.release();
  expect(after).toEqual(rows.map(({ count: all }: { count: number }) => ({ count: all - 1 })));
  await rebuild({ ...parts, model: cases });
  await expect(application.query('drop table read.cases')).rejects.toThrow('must be owner');
});

test('while it is followed and read: readers see all rows at any time, followers lose none', async () => {
  const stop = new AbortController();
  const faults: unknown[] = [];
  const following = follow(
    { ...parts, model: cases, onFault: (error) => void faults.push(error) },
    stop.signal,
  );
  const least = await count('read.cases');
  const reading = (async () => {
    const seen: number[] = [];
    while (!stop.signal.aborted) {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::integer as n from read.cases`.execute(database);
      seen.push(rows[0]?.n ?? 0);
    }
    return seen;
  })();
  const writing = (async () => {
    const more = [...generatedEvents(3_000, 'otherbank')];
    while (more.length > 0) {
      await writeEvents(application, more.splice(0, 100));
      await sleep(20);
    }
  })();
  for (let round = 0; round < 3; round += 1)
    expect(await rebuild({ ...parts, model: cases, batch: 1_000 })).toMatchObject({
      comparison: { changed: 0, missing: 0 },
    });
  await writing;
  expect(await caughtUp(parts, ['cases'], 20_000)).toBe(true);
  stop.abort();
  await following;
  expect(Math.min(...(await reading))).toBeGreaterThanOrEqual(least);
  expect(faults).toEqual([]);
  const followed = await rowsOf(database, 'read.cases');
  await rebuild({ ...parts, model: cases });
  expect(await rowsOf(database, 'read.cases')).toEqual(followed);
}, 60_000);

test('a read model that lags is compared where it stands, and moved to the end', async () => {
  const behind = await owner.query<{ position: string }>(
    'select position from log.events order by position offset 2500 limit 1',
  );
  await owner.query(`delete from read.cases; delete from read.checkpoints where model = 'cases'`);
  const position = behind.rows[0]?.position ?? '';
  const upTo = { ...log, feed: feedUpTo(position) };
  await project({ ...parts, log: upTo }, [cases]);
  const rebuilt = await rebuild({ ...parts, model: cases });
  expect(rebuilt.comparison).toMatchObject({ position, changed: 0, missing: 0 });
  const end = await owner.query<{ position: string }>(
    'select max(position)::text as position from log.events',
  );
  expect(await positionOf(database, 'cases', log.start)).toBe(end.rows[0]?.position);
});

function feedUpTo(position: string): typeof log.feed {
  return async (range) => {
    const page = await log.feed(range);
    const events = page.events.filter((event) => log.compare(event.position, position) <= 0);
    return { events, position: events.at(-1)?.position ?? range.after };
  };
}

test('one that is killed leaves what is served, and can be begun again', async () => {
  await project(parts);
  const before = await allRows(database);
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'rebuild-process.ts')],
    { env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  // It says so after each batch.
  await once(child.stdout, 'data');
  await expect(rebuild({ ...parts, model: cases })).rejects.toBeInstanceOf(RebuildUnderWay);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await leftOvers()).toEqual(['cases']);
  expect(await allRows(database)).toEqual(before);
  // The server notices within moments that its client is gone.
  await expect
    .poll(() => rebuild({ ...parts, model: cases }).catch(() => undefined), { timeout: 10_000 })
    .toMatchObject({ switched: true, comparison: { changed: 0, missing: 0 } });
  expect(await allRows(database)).toEqual(before);
  expect(await leftOvers()).toEqual([]);
}, 60_000);

test('one that waits for a long query gives way, and switches when that is done', async () => {
  const reader = await application.connect();
  await reader.query('begin; select count(*) from read.sign_offs');
  const rebuilding = rebuild({ ...parts, model: modelNamed('sign-offs') });
  await sleep(3_500);
  const started = performance.now();
  await rowsOf(database, 'read.sign_offs');
  expect(performance.now() - started).toBeLessThan(3_000);
  await reader.query('commit');
  reader.release();
  expect(await rebuilding).toMatchObject({ switched: true });
}, 30_000);

test.each(['read.parked', 'read.checkpoints', 'read.lost', 'log.events', 'cases'])(
  'the application may build no table like %s',
  async (table) => {
    await expect(application.query('select read_next.switch_build($1)', [[table]])).rejects.toThrow(
      'is no table of a read model',
    );
  },
);

async function leftOvers(): Promise<readonly string[]> {
  const { rows } = await owner.query<{ table: string }>(
    `select tablename as table from pg_tables
     where schemaname = 'read_next' and tablename not in ('parked', 'checkpoints')`,
  );
  return rows.map(({ table }) => table);
}

/** All that the catalogue knows of the board's table. */
async function shapes(): Promise<unknown> {
  const { rows } = await owner.query(`
    select relname, relkind, reloptions, relacl::text,
      (select jsonb_agg(jsonb_build_array(attname, atttypid::regtype::text, attnotnull, attcollation,
        col_description(attrelid, attnum)) order by attnum)
       from pg_attribute where attrelid = pg_class.oid and attnum > 0) as columns,
      (select jsonb_agg(pg_get_constraintdef(oid) order by conname) from pg_constraint
       where conrelid = pg_class.oid) as constraints,
      case when relkind = 'i' then pg_get_indexdef(oid) end as index
    from pg_class where relnamespace = 'read'::regnamespace and relname ~ '^cases' order by relname`);
  return rows;
}
