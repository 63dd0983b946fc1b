import { describe, expect, test } from 'vitest';
import { LogUnavailable } from '../../../events/log/log-faults.ts';
import { applicationPool, ownerPool } from '../../../events/log/postgres/pools.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { migrateLog } from '../../../events/log/postgres/schema.ts';
import { storable } from '../../../events/log/stored.ts';
import { withDatabase } from '../../with-database.ts';
import { conformance, end, followUntil } from './conformance.ts';
import { event, stream } from './events.ts';

const database = withDatabase();
const log = postgresLog(database.application);
let number = 1_000_000;
const fresh = (): string => stream(number++);

conformance('PostgreSQL', () => log);

describe('the feed on PostgreSQL', () => {
  /** An appender that stays under way: it has drawn its number. */
  async function heldAppend(target: string) {
    const client = await database.another().connect();
    const once = event();
    await client.query('begin');
    const [stored] = storable(target, [once])(0);
    await client.query(
      'insert into log.events (stream, revision, id, bytes) values ($1, 0, $2, $3)',
      [target, once.id, stored?.text],
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

  test('waits no longer for a late one that hangs than the database lets it', async () => {
    const before = await end(log);
    const hung = await database.owner.connect();
    await hung.query(`set idle_in_transaction_session_timeout = '300ms'`);
    await hung.query('begin');
    const statement = 'insert into log.events (stream, revision, id, bytes) values ($1, 0, $2, $3)';
    await hung.query(statement, [fresh(), event().id, '{}']);
    const { rows } = await database.application.query<{ limit: string }>(
      `select current_setting('idle_in_transaction_session_timeout') as limit`,
    );
    expect(rows).toEqual([{ limit: '10s' }]);
    const early = event();
    await log.append(fresh(), [early], 'none');
    expect((await followUntil(log, before, 1)).map(({ id }) => id)).toEqual([early.id]);
    hung.release(true);
  });

  test('holds for whoever inserts: the database itself knows who does', async () => {
    const client = await database.another(1).connect();
    await client.query('begin');
    const statement = 'insert into log.events (stream, revision, id, bytes) values ($1, 0, $2, $3)';
    await client.query(statement, [fresh(), event().id, '{}']);
    const held = await client.query<{ held: string[] }>(
      'select holders as held from log.horizon()',
    );
    expect(held.rows[0]?.held).toHaveLength(1);
    await client.query('rollback');
    client.release();
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
    `insert into log.events (position, stream, revision, id, bytes) overriding system value
     values (1, 'x', 0, gen_random_uuid(), '')`,
    `insert into log.events (stream, revision, id, bytes, recorded_at)
     values ('x', 0, gen_random_uuid(), '', now())`,
    'insert into log.kysely_migration values (1)',
    'create table log.other ()',
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

describe('roles', () => {
  test('an address that brings its own options does not bring back the owner', async () => {
    const address = new URL(database.url);
    address.searchParams.set('options', '-c search_path=log -c role=none');
    const pool = applicationPool(address.href, 1);
    const { rows } = await pool.query<{ user: string; path: string }>(
      `select current_user as user, current_setting('search_path') as path`,
    );
    expect(rows).toEqual([{ user: 'redress_application', path: 'log' }]);
    await pool.end();
  });

  test('an owner who is no superuser migrates, and the application then appends', async () => {
    const owner = database.owner;
    await owner.query(`create role deputy login createrole password 'deputy'`);
    await owner.query('create database of_deputy owner deputy');
    const address = new URL(database.url);
    [address.username, address.password, address.pathname] = ['deputy', 'deputy', '/of_deputy'];
    const deputy = ownerPool(address.href);
    await expect(migrateLog(deputy)).rejects.toThrow(/grant it to deputy/);
    await owner.query('grant redress_application to deputy');
    await migrateLog(deputy);
    const own = postgresLog(applicationPool(address.href, 2));
    expect((await own.append(fresh(), [event()], 'none')).status).toBe('appended');
    expect((await own.feed({ after: own.start, limit: 10 })).events).toHaveLength(1);
    await expect(deputy.query('delete from log.events')).rejects.toThrow(/append-only/);
    await own[Symbol.asyncDispose]();
    await deputy.end();
    await owner.query('drop database of_deputy with (force)');
    await owner.query('drop role deputy');
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

test('the bytes in the table are those that were made', async () => {
  const target = fresh();
  const once = event({ text: '投诉 🙂 \u2028 "\\' });
  await log.append(target, [once], 'none');
  const { rows } = await database.application.query<{ bytes: string }>(
    'select bytes from log.events where stream = $1',
    [target],
  );
  expect(rows.map(({ bytes }) => bytes)).toEqual(
    storable(target, [once])(0).map(({ text }) => text),
  );
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
           where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into log.events%'`,
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

  test.each(['none', 'any'] as const)(
    'at any moment of an append (%s): it is there once, or can be made once',
    async (expected) => {
      const fragile = postgresLog(database.another(4));
      let lost = 0;
      const appending = Array.from({ length: 150 }, async () => {
        const target = fresh();
        const events = [event(), event()];
        for (let answer: unknown; answer === undefined && lost < 10_000;) {
          answer = await fragile.append(target, events, expected).catch((error: unknown) => {
            expect(error).toBeInstanceOf(LogUnavailable);
            lost += 1;
          });
        }
        // The reader's own connection may be ended as well, when its last statement was an insert.
        await expect.poll(() => log.read(target).catch(() => [])).toMatchObject(events);
      });
      const all = Promise.all(appending);
      let done = false;
      void all.finally(() => (done = true)).catch(() => undefined);
      while (!done) {
        await database.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
             and (query like 'insert into log.events%' or query like 'select pg_advisory_xact_lock(hash%')
           order by random() limit 1`,
        );
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await all;
      expect(lost).toBeGreaterThan(0);
    },
  );

  test('a server that is not there is an unavailable log', async () => {
    await using nowhere = postgresLog(applicationPool('postgres://nobody@127.0.0.1:1/none'));
    await expect(nowhere.read(fresh())).rejects.toThrow(LogUnavailable);
    await expect(nowhere.append(fresh(), [event()], 'none')).rejects.toThrow(LogUnavailable);
    await expect(nowhere.append(fresh(), [event()], 'any')).rejects.toThrow(LogUnavailable);
  });
});
