import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { LogUnavailable } from '../../events/log/log-faults.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { follow, retryParked, step } from '../../projections/follow.ts';
import type { Follower, ReadModel, ReadTransaction } from '../../projections/follow.ts';
import { withDatabase } from '../with-database.ts';
import { append, bell, catchUp, fetched, parcelStream, rowOf, sent } from './parcels.ts';
import { standingFollower } from './parcels.ts';

const tests = withDatabase();
const log = postgresLog(tests.application);
const database = readDatabase(tests.application);
const standing = standingFollower(log, database);
let number = 0;
const fresh = (): string => parcelStream(number++);

// What a model took, in the order in which it did: nothing hides an event that was taken twice.
beforeAll(async () => {
  await tests.owner.query(`
    create table read.taken (number bigserial, model text, stream text, revision integer);
    grant select, insert on read.taken to redress_application;
    grant usage on sequence read.taken_number_seq to redress_application`);
});

type Before = (transaction: ReadTransaction, event: RecordedEvent) => Promise<void> | void;

/** A model that writes down each event it takes; `before` may fail on one. */
function recorder(name: string, before: Before = () => undefined): ReadModel {
  return {
    name,
    take: async (transaction, stream, events) => {
      for (const event of events) {
        await before(transaction, event);
        await sql`insert into read.taken (model, stream, revision)
                  values (${name}, ${stream}, ${event.revision})`.execute(transaction);
      }
    },
  };
}

async function taken(model: string, stream: string): Promise<number[]> {
  const { rows } = await tests.owner.query<{ revision: number }>(
    'select revision from read.taken where model = $1 and stream = $2 order by number',
    [model, stream],
  );
  return rows.map(({ revision }) => revision);
}

async function positionOf(model: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('read.checkpoints')
    .select('position')
    .where('model', '=', model)
    .executeTakeFirst();
  return row?.position;
}

async function parkedOf(model: string) {
  return database
    .selectFrom('read.parked')
    .select(['stream', 'revision', 'reason'])
    .where('model', '=', model)
    .orderBy('stream')
    .execute();
}

const upTo = (count: number): number[] => [...Array(count).keys()];

describe('position and rows move in one transaction', () => {
  async function leavesBothUntouched(name: string, before: Before) {
    const early = fresh();
    await append(log, early, sent());
    await catchUp({ log, database, model: recorder(name) });
    const position = await positionOf(name);
    const [one, other] = [fresh(), fresh()];
    await append(log, one, sent(), bell);
    await append(log, other, sent(), bell);
    const model = recorder(name, (transaction, event) =>
      event.stream === other && event.revision === 1 ? before(transaction, event) : undefined,
    );
    await expect(step({ log, database, model })).rejects.toThrow();
    expect(await positionOf(name)).toBe(position);
    expect(await taken(name, one)).toEqual([]);
    expect(await parkedOf(name)).toEqual([]);

    await catchUp({ log, database, model: recorder(name) });
    for (const stream of [one, other]) expect(await taken(name, stream)).toEqual([0, 1]);
    expect(await taken(name, early)).toEqual([0]);
  }

  test('a connection killed in the middle leaves both untouched', () =>
    leavesBothUntouched('killed', async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
        transaction,
      );
      await tests.owner.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    }));

  test('a statement that took too long is not the event’s fault: the step is rolled back', () =>
    leavesBothUntouched('slow', async (transaction) => {
      await sql`set local statement_timeout = 20`.execute(transaction);
      await sql`select pg_sleep(5)`.execute(transaction);
    }));

  test('nor is a table that is missing, or a log that cannot be reached', async () => {
    await leavesBothUntouched('tableless', async (transaction) => {
      await sql`select * from read.nowhere`.execute(transaction);
    });
    await leavesBothUntouched('logless', () => {
      throw new LogUnavailable('The event log cannot be reached.');
    });
  });
});

describe('following', () => {
  test('a restart goes on where it stood', async () => {
    const stream = fresh();
    for (const count of [1, 2, 3]) {
      await append(log, stream, bell);
      const stop = new AbortController();
      // Each time another process: its own pool and log, and nothing remembered.
      await using another = postgresLog(tests.another());
      const following = follow(
        { log: another, database, model: recorder('restarted') },
        stop.signal,
      );
      await expect.poll(() => taken('restarted', stream)).toEqual(upTo(count));
      stop.abort();
      await following;
    }
  });

  test('two at once take each event once, in order', async () => {
    const streams = [fresh(), fresh(), fresh()];
    const stop = new AbortController();
    const faults: unknown[] = [];
    const followers = upTo(2).map(() => {
      const pool = tests.another();
      return follow(
        {
          log: postgresLog(pool),
          database: readDatabase(pool),
          model: recorder('twice'),
          onFault: (error) => faults.push(error),
        },
        stop.signal,
      );
    });
    for (let count = 0; count < 40; count++)
      await Promise.all(streams.map((stream) => append(log, stream, bell, bell)));
    for (const stream of streams)
      await expect.poll(() => taken('twice', stream), { timeout: 10_000 }).toEqual(upTo(80));
    stop.abort();
    await Promise.all(followers);
    for (const stream of streams) expect(await taken('twice', stream)).toEqual(upTo(80));
    expect(faults).toEqual([]);
  });

  test('goes on after a fault, and ends at once when aborted in the pause', async () => {
    const stream = fresh();
    await append(log, stream, bell);
    const faults: unknown[] = [];
    let away = true;
    const fragile: EventLog = {
      ...log,
      feed: async (range) => {
        if (away) throw new LogUnavailable('The event log cannot be reached.');
        return log.feed(range);
      },
    };
    const follower: Follower = {
      log: fragile,
      database,
      model: recorder('fragile'),
      onFault: (error) => faults.push(error),
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const aborted = follow(follower, first.signal);
    await expect.poll(() => faults.length).toBe(1);
    const before = performance.now();
    first.abort();
    await aborted;
    expect(performance.now() - before).toBeLessThan(500);

    const following = follow(follower, second.signal);
    await expect.poll(() => faults.length).toBe(2);
    away = false;
    await expect.poll(() => taken('fragile', stream), { timeout: 5_000 }).toEqual([0]);
    second.abort();
    await following;
  });

  test('a page without events still moves the position', async () => {
    const empty: EventLog = { ...log, feed: async () => ({ events: [], position: '7' }) };
    expect(await step({ log: empty, database, model: recorder('empty') })).toBeUndefined();
    expect(await positionOf('empty')).toBe('7');
  });
});

describe('an event that cannot be taken', () => {
  /** Refuses what the set names, as a release does that is too old for it. */
  function refusing(name: string, refused: ReadonlySet<string>): ReadModel {
    return recorder(name, (_, { stream, revision }) => {
      if (refused.has(`${stream}/${revision}`)) throw new TypeError('Not known to this release.');
    });
  }

  test('parks its stream from exactly that revision, and everything else goes on', async () => {
    const [bad, good] = [fresh(), fresh()];
    const heard: unknown[] = [];
    const follower: Follower = {
      log,
      database,
      model: refusing('parks', new Set([`${bad}/2`])),
      onParked: (...parked) => heard.push(parked),
    };
    await append(log, bad, sent(), bell, bell, bell);
    await append(log, good, sent(), bell);
    await catchUp(follower);
    await append(log, bad, bell);
    const [last] = await append(log, good, fetched);
    expect(await catchUp(follower)).toBe(last?.position);
    expect(await taken('parks', bad)).toEqual([0, 1]);
    expect(await taken('parks', good)).toEqual([0, 1, 2]);
    const reason = 'BellOrdered: Not known to this release.';
    expect(await parkedOf('parks')).toEqual([{ stream: bad, revision: 2, reason }]);
    expect(heard).toEqual([[bad, 2, reason]]);
  });

  test('what the database refuses of its values parks it too', async () => {
    const stream = fresh();
    await append(log, stream, sent(), bell);
    const model = recorder('values', async (transaction, event) => {
      if (event.stream !== stream || event.revision !== 1) return;
      await sql`select 'not a number'::text::integer`.execute(transaction);
    });
    await catchUp({ log, database, model });
    expect(await parkedOf('values')).toMatchObject([{ stream, revision: 1 }]);
    expect(await taken('values', stream)).toEqual([0]);
  });

  test('is taken again in order by a retry, up to the checkpoint and no further', async () => {
    const stream = fresh();
    const old = { log, database, model: refusing('retried', new Set([`${stream}/1`])) };
    await append(log, stream, sent(), bell, bell);
    await catchUp(old);
    await append(log, stream, bell);
    await catchUp(old);
    await append(log, stream, bell, fetched);

    expect(await retryParked(old, stream)).toBe(false);
    expect(await parkedOf('retried')).toMatchObject([{ stream, revision: 1 }]);
    const learned = { log, database, model: recorder('retried') };
    expect(await retryParked(learned, stream)).toBe(true);
    expect(await parkedOf('retried')).toEqual([]);
    expect(await taken('retried', stream)).toEqual(upTo(4));
    expect(await retryParked(learned, stream)).toBe(true);
    await catchUp(learned);
    expect(await taken('retried', stream)).toEqual(upTo(6));
  });

  test('a retry that meets another one parks there, however much follows', async () => {
    const stream = fresh();
    const both = refusing('again', new Set([`${stream}/1`, `${stream}/3`]));
    await append(log, stream, ...upTo(700).map(() => bell));
    await append(log, stream, ...upTo(700).map(() => bell));
    await catchUp({ log, database, model: both });
    const heard: unknown[] = [];
    const second = {
      log,
      database,
      model: refusing('again', new Set([`${stream}/3`])),
      onParked: (...parked: unknown[]) => heard.push(parked.slice(0, 2)),
    };
    expect(await retryParked(second, stream)).toBe(false);
    expect(await parkedOf('again')).toMatchObject([{ stream, revision: 3 }]);
    expect(await taken('again', stream)).toEqual([0, 1, 2]);
    expect(heard).toEqual([[stream, 3]]);
    expect(await retryParked({ log, database, model: recorder('again') }, stream)).toBe(true);
    expect(await taken('again', stream)).toEqual(upTo(1_400));
  });

  test('a retry waits for a follower under way, and misses nothing it passed by', async () => {
    const stream = fresh();
    await append(log, stream, sent(), bell);
    await catchUp({ log, database, model: refusing('meanwhile', new Set([`${stream}/1`])) });
    await append(log, stream, bell);
    const other = fresh();
    await append(log, other, sent());
    const slow = recorder('meanwhile', (_, event) =>
      event.stream === other ? sleep(200) : undefined,
    );
    const stepping = step({ log, database, model: slow });
    await sleep(50);
    expect(await retryParked({ log, database, model: slow }, stream)).toBe(true);
    await stepping;
    expect(await taken('meanwhile', stream)).toEqual([0, 1, 2]);
  });

  test('before anything was followed there is nothing to retry', async () => {
    expect(await retryParked({ log, database, model: recorder('never') }, fresh())).toBe(true);
  });

  test('a gap in revisions is refused: the standing stays where it was', async () => {
    await catchUp(standing);
    const stream = fresh();
    await append(log, stream, sent());
    const lossy: EventLog = {
      ...log,
      feed: async (range) => {
        const page = await log.feed(range);
        return { ...page, events: page.events.filter(({ revision }) => revision !== 1) };
      },
    };
    await catchUp(standing);
    await append(log, stream, bell, bell);
    await catchUp({ ...standing, log: lossy });
    expect((await rowOf(database, stream))?.revision).toBe(0);
    expect(await parkedOf('standing')).toEqual([
      { stream, revision: 2, reason: 'BellOrdered: Revision 2 follows 0.' },
    ]);
  });
});
