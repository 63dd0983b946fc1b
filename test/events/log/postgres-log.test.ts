import { describe, expect, test } from 'vitest';
import { LogUnavailable } from '../../../events/log/log-faults.ts';
import { ownerPool } from '../../../events/log/postgres/pools.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { APPENDERS, migrateLog } from '../../../events/log/postgres/schema.ts';
import { storedText } from '../../../events/log/stored.ts';
import { withDatabase } from '../../with-database.ts';
import { conformance, end } from './conformance.ts';
import { event, stream } from './events.ts';

const database = withDatabase();
const log = postgresLog(database.application);
let number = 1_000_000;
const fresh = (): string => stream(number++);

conformance('PostgreSQL', () => log);

describe('the feed on PostgreSQL', () => {
  /** An appender that stays under way: it holds the lock and has drawn its number. */
  async function heldAppend(target: string) {
    const client = await database.another().connect();
    const once = event();
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [...APPENDERS]);
    const text = storedText(target, 0, once);
    await client.query(
      'insert into log.events (stream, revision, id, bytes) values ($1, 0, $2, $3)',
      [target, once.id, text],
    );
    return {
      finish: async (how: 'commit' | 'rollback') => {
        await client.query(how);
        client.release();
      },
      once,
    };
  }

  test('never skips a commit that comes late', async () => {
    const before = await end(log);
    const late = await heldAppend(fresh());
    const early = event();
    await log.append(fresh(), [early], 'none');
    const meanwhile = await log.feed({ after: before, limit: 10 });
    expect(meanwhile).toEqual({ events: [], position: before });
    await late.finish('commit');
    const settled = await log.feed({ after: before, limit: 10 });
    expect(settled.events.map(({ id }) => id)).toEqual([late.once.id, early.id]);
  });

  test('goes on at once when the late one is rolled back', async () => {
    const before = await end(log);
    const late = await heldAppend(fresh());
    const early = event();
    await log.append(fresh(), [early], 'none');
    await late.finish('rollback');
    const settled = await log.feed({ after: before, limit: 10 });
    expect(settled.events.map(({ id }) => id)).toEqual([early.id]);
  });

  test('is not stalled by long writing transactions elsewhere', async () => {
    const elsewhere = ownerPool(database.url.replace(/\/[^/]*$/, '/postgres'));
    const [here, there] = [await database.owner.connect(), await elsewhere.connect()];
    for (const client of [here, there]) {
      await client.query('begin');
      await client.query('create table public.long_work (x integer)');
      await client.query('insert into public.long_work select generate_series(1, 100)');
    }
    const before = await end(log);
    const started = performance.now();
    for (let count = 0; count < 20; count++) await log.append(fresh(), [event()], 'none');
    const { events } = await log.feed({ after: before, limit: 100 });
    expect(events).toHaveLength(20);
    expect(performance.now() - started).toBeLessThan(5_000);
    for (const client of [here, there]) {
      await client.query('rollback');
      client.release();
    }
    await elsewhere.end();
  });
});

describe('append-only by the database itself', () => {
  const mutations = [
    `update log.events set bytes = '{}'`,
    'delete from log.events',
    'truncate log.events',
    'alter table log.events disable trigger all',
    'drop table log.events',
  ];

  test.each(mutations)('the application may not: %s', async (statement) => {
    await expect(database.application.query(statement)).rejects.toThrow(
      /permission denied|must be owner/,
    );
  });

  test.each(mutations.slice(0, 3))('a trigger refuses the owner: %s', async (statement) => {
    await log.append(fresh(), [event()], 'none');
    await expect(database.owner.query(statement)).rejects.toThrow(/append-only/);
  });
});

describe('migrations', () => {
  test('may be run by several processes at once, and again', async () => {
    await database.owner.query('create database migrated_by_many');
    const url = database.url.replace(/\/[^/]*$/, '/migrated_by_many');
    const owners = Array.from({ length: 4 }, () => ownerPool(url));
    await Promise.all(owners.map((owner) => migrateLog(owner)));
    const tables = await owners[0]?.query(
      `select from information_schema.tables where table_name = 'events'`,
    );
    expect(tables?.rowCount).toBe(1);
    await Promise.all(owners.map((owner) => owner.end()));
    await database.owner.query('drop database migrated_by_many with (force)');
  });

  test('refuse a schema that a newer release has migrated', async () => {
    await database.owner.query('create database migrated_by_newer');
    const owner = ownerPool(database.url.replace(/\/[^/]*$/, '/migrated_by_newer'));
    await migrateLog(owner);
    await owner.query(
      `insert into log.kysely_migration (name, timestamp) values ('999-newer', '2030-01-01')`,
    );
    await expect(migrateLog(owner)).rejects.toThrow(/newer release/);
    await owner.end();
    await database.owner.query('drop database migrated_by_newer with (force)');
  });
});

describe('a lost connection', () => {
  test('is an unavailable log, and repeating the append is safe', async () => {
    const pool = database.another(1);
    const fragile = postgresLog(pool);
    const target = fresh();
    const once = event();
    const blocker = await database.another(1).connect();
    await blocker.query('begin');
    await blocker.query(
      'insert into log.events (stream, revision, id, bytes) values ($1, 0, $2, $3)',
      [target, event().id, '{}'],
    );
    // The append waits for the other writer's row; its connection is ended meanwhile.
    const append = fragile.append(target, [once], 'none').catch((error: unknown) => error);
    await expect
      .poll(async () => {
        const { rowCount } = await database.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like '%log.append%'`,
        );
        return rowCount;
      })
      .toBe(1);
    expect(await append).toBeInstanceOf(LogUnavailable);
    await blocker.query('rollback');
    blocker.release();
    expect((await fragile.append(target, [once], 'none')).status).toBe('appended');
    expect((await fragile.append(target, [once], 'none')).status).toBe('repeated');
  });

  test('a server that is not there is an unavailable log', async () => {
    const { applicationPool } = await import('../../../events/log/postgres/pools.ts');
    await using nowhere = postgresLog(applicationPool('postgres://nobody@127.0.0.1:1/none'));
    await expect(nowhere.read(fresh())).rejects.toThrow(LogUnavailable);
    await expect(nowhere.append(fresh(), [event()], 'none')).rejects.toThrow(LogUnavailable);
    await expect(nowhere.append(fresh(), [event()], 'any')).rejects.toThrow(LogUnavailable);
  });
});
