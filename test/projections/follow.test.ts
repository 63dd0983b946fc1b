import { beforeEach, describe, expect, test } from 'vitest';
import { placed } from '../../bench/generated-events.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { caughtUp, reached } from '../../projections/checkpoint.ts';
import { readDatabase } from '../../projections/database.ts';
import { follow, retryParked } from '../../projections/follow.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { rebuild } from '../../projections/rebuild.ts';
import { deleteRows, loadRows, saveRows } from '../../projections/rows.ts';
import { withDatabase } from '../with-database.ts';
import { project, record, rowsOf, said } from './projected.ts';

/** A read model of two columns that counts findings; what it cannot take, the test decides. */
const { application, owner } = withDatabase();
let log = postgresLog(application);
const database = readDatabase(application);

type Tally = { readonly stream: string; readonly findings: number };
let refusing: (event: { stream: string; revision: number }) => boolean;

const tally = {
  name: 'tally',
  tables: ['read.tally'],
  initial: (stream: string): Tally => ({ stream, findings: 0 }),
  evolve: (state: Tally, event) => {
    if (refusing(event)) throw new TypeError('not understood');
    return { ...state, findings: state.findings + 1 };
  },
  load: async (transaction, streams) =>
    new Map(
      (await loadRows<Tally>(transaction, 'read.tally', streams)).map((row) => [row.stream, row]),
    ),
  save: (transaction, states) =>
    saveRows(transaction, 'read.tally', ['stream'], [...states.values()] as Tally[]),
} as ReadModel<Tally> as unknown as ReadModel;

const stream = (letter: string) => `complaint-bank.00000000000${letter}`;

beforeEach(async () => {
  refusing = () => false;
  // A log of its own for each test: a reader of the feed remembers how far it was settled.
  log = postgresLog(application);
  await owner.query(`
    create table if not exists read.tally (stream text primary key, findings integer check (findings < 5));
    grant all on read.tally to redress_application;
    truncate read.tally; delete from read.parked; delete from read.checkpoints;
    alter table log.events disable trigger append_only_whole; truncate log.events;
    alter table log.events enable always trigger append_only_whole`);
});

function events(letter: string, count: number, from = 0) {
  return Array.from({ length: count }, (_, index) => ({
    ...placed(stream(letter), from + index, {
      type: 'CaseClosed',
      data: { by: 'hana' },
    }),
  }));
}

const parkedRows = () =>
  database.selectFrom('read.parked').select(['model', 'stream', 'revision', 'reason']).execute();

describe('an event that a model cannot take', () => {
  test('parks its stream from that event on; what came before is kept and all others go on', async () => {
    refusing = (event) => event.stream === stream('A') && event.revision === 2;
    const heard: unknown[] = [];
    await record(log, [...events('A', 4), ...events('B', 3)]);
    await project({ log, database, onParked: (...parked) => heard.push(parked) }, [tally]);
    await record(log, [...events('A', 1, 4), ...events('B', 1, 3)]);
    await project({ log, database }, [tally]);
    expect(await rowsOf(database, 'read.tally')).toEqual([
      { stream: stream('A'), findings: 2 },
      { stream: stream('B'), findings: 4 },
    ]);
    const reason = 'CaseClosed: not understood';
    expect(await parkedRows()).toEqual([
      { model: 'tally', stream: stream('A'), revision: 2, reason },
    ]);
    expect(heard).toEqual([[stream('A'), 2, reason]]);
  });

  test('is found out singly when it is the database that refuses its values', async () => {
    await record(log, [...events('A', 7), ...events('B', 3)]);
    await project({ log, database }, [tally]);
    expect(await rowsOf(database, 'read.tally')).toEqual([
      { stream: stream('A'), findings: 4 },
      { stream: stream('B'), findings: 3 },
    ]);
    expect(await parkedRows()).toMatchObject([{ stream: stream('A'), revision: 4 }]);
  });

  test('is taken with all that came after it once it is understood, and only then', async () => {
    refusing = (event) => event.stream === stream('A') && event.revision >= 1;
    await record(log, events('A', 3));
    await project({ log, database }, [tally]);
    refusing = (event) => event.revision === 2;
    const follower = { log, database, model: tally };
    expect(await retryParked(follower, stream('A'))).toBe(false);
    expect(await parkedRows()).toMatchObject([{ revision: 2 }]);
    refusing = () => false;
    expect(await retryParked(follower, stream('A'))).toBe(true);
    expect(await parkedRows()).toEqual([]);
    expect(await rowsOf(database, 'read.tally')).toEqual([{ stream: stream('A'), findings: 3 }]);
  });

  test('is parked by a rebuild as by following, also when the database refuses it', async () => {
    refusing = (event) => event.stream === stream('A') && event.revision === 2;
    await record(log, [...events('A', 4), ...events('B', 7), ...events('C', 2)]);
    await project({ log, database }, [tally]);
    const followed = [await rowsOf(database, 'read.tally'), await parkedRows()];
    await rebuild({ log, database, model: tally });
    expect([await rowsOf(database, 'read.tally'), await parkedRows()]).toEqual(followed);
    expect(followed[0]).toHaveLength(3);
    expect(followed[1]).toHaveLength(2);
  });
});

test('a database that says "not now" parks nothing; the step is taken again', async () => {
  let faults = 0;
  const passing: ReadModel = {
    ...tally,
    save: async (transaction, states) => {
      if (faults < 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      await tally.save(transaction, states);
    },
  };
  await record(log, events('A', 2));
  const stop = new AbortController();
  const onFault = (): void => void (faults += 1);
  const following = follow({ log, database, model: passing, onFault }, stop.signal);
  expect(await caughtUp({ log, database }, ['tally'], 20_000)).toBe(true);
  stop.abort();
  await following;
  expect(faults).toBe(1);
  expect(await parkedRows()).toEqual([]);
  expect(await rowsOf(database, 'read.tally')).toEqual([{ stream: stream('A'), findings: 2 }]);
});

test('of two followers at once each event is taken by one', async () => {
  const stop = new AbortController();
  const two = [1, 2].map(() => follow({ log, database, model: tally }, stop.signal));
  for (let round = 0; round < 4; round += 1) await record(log, events('A', 1, round));
  expect(await caughtUp({ log, database }, ['tally'], 20_000)).toBe(true);
  stop.abort();
  await Promise.all(two);
  expect(await rowsOf(database, 'read.tally')).toEqual([{ stream: stream('A'), findings: 4 }]);
});

test('a receipt’s position is reached when its event is taken, not before', async () => {
  const [first] = events('A', 1);
  if (first === undefined) throw new RangeError('There is no event.');
  const { events: recorded } = await log.append(first.stream, [first.event], 'none');
  const position = recorded[0]?.position ?? '';
  expect(await reached({ log, database }, ['tally'], position, 100)).toBe(false);
  expect(await caughtUp({ log, database }, ['tally'], 100)).toBe(false);
  await project({ log, database }, [tally]);
  expect(await reached({ log, database }, ['tally'], position, 100)).toBe(true);
});

test('what is recorded is waited for, though the feed holds it back behind an append under way', async () => {
  const slow = await application.connect();
  await slow.query('begin');
  const [underWay, recorded] = [...events('A', 1), ...events('B', 1)];
  if (underWay === undefined || recorded === undefined) throw new RangeError('There is no event.');
  await slow.query('insert into log.events (stream, revision, id, bytes) values ($1, 0, $2, $3)', [
    ...[underWay.stream, underWay.event.id, '{}'],
  ]);
  await log.append(recorded.stream, [recorded.event], 'none');
  expect((await log.feed({ after: log.start, limit: 1 })).events).toEqual([]);
  expect(await caughtUp({ log, database }, ['tally'], 100)).toBe(false);
  await slow.query('rollback');
  slow.release();
});

describe('a rebuild', () => {
  test('shows the old rows until all new ones are there, and nothing of it when it fails', async () => {
    await record(log, [...events('A', 3), ...events('B', 2)]);
    await project({ log, database }, [tally]);
    const before = await rowsOf(database, 'read.tally');
    const seen: unknown[] = [];
    const looking: ReadModel = {
      ...tally,
      save: async (transaction, states) => {
        await tally.save(transaction, states);
        seen.push(await rowsOf(database, 'read.tally'));
        await deleteRows(transaction, 'read.tally', [stream('A')]);
        throw Object.assign(new Error('the server is going down'), { code: '57P01' });
      },
    };
    await expect(rebuild({ log, database, model: looking })).rejects.toThrow('going down');
    expect(seen).toEqual([before]);
    expect(await rowsOf(database, 'read.tally')).toEqual(before);
  });

  test('mends rows that were spoiled, and its follower goes on from its end', async () => {
    await record(log, events('A', 3));
    await project({ log, database }, [tally]);
    await application.query('update read.tally set findings = 0');
    expect(await rebuild({ log, database, model: tally })).toMatchObject({ events: 3 });
    await record(log, events('A', 1, 3));
    await project({ log, database }, [tally]);
    expect(await rowsOf(database, 'read.tally')).toEqual([{ stream: stream('A'), findings: 4 }]);
  });
});

test('an event of a newer release parks its case in the product’s own read models', async () => {
  const [known] = said(stream('A'), [{ type: 'CaseClosed', data: { by: 'hana' } }]);
  if (known === undefined) throw new RangeError('There is no event.');
  const newer = { ...known, event: { ...known.event, version: 99 } };
  await record(log, [newer]);
  await project({ log, database });
  expect((await parkedRows()).map(({ model }) => model).toSorted()).toEqual([
    'cases',
    'deadlines',
    'paths',
    'registers',
    'returns',
    'sign-offs',
    'standing',
  ]);
});
