import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { reattend } from '../../workers/reattend.ts';
import type { Reattended } from '../../workers/reattend.ts';
import type { Answer } from '../../workflows/process.ts';
import { append, bell, catchUp, fetched, sent, standingFollower } from '../projections/parcels.ts';
import { parcelStream } from '../projections/parcels.ts';
import { withDatabase } from '../with-database.ts';

const tests = withDatabase();
const log = postgresLog(tests.application);
const database = readDatabase(tests.application);
const accepted: Answer = { status: 'accepted', revision: 0 };
let number = 0;

beforeEach(() => database.deleteFrom('read.standing').execute());

async function openParcels(count: number): Promise<readonly string[]> {
  const streams = Array.from({ length: count }, () => parcelStream(number++));
  for (const stream of streams) await append(log, stream, sent());
  await catchUp(standingFollower(log, database));
  return streams;
}

test('every open case gets one look; unknown answers and failures are counted', async () => {
  const [asleep, away, ...others] = await openParcels(12);
  const [done, closing] = [parcelStream(number++), parcelStream(number++)];
  await append(log, done, sent(), fetched);
  await append(log, closing, sent(), bell, fetched);
  await catchUp(standingFollower(log, database));
  const looked: (string | undefined)[] = [];
  const progress: Reattended[] = [];
  const look = async (stream: string): Promise<Answer> => {
    looked.push(stream);
    if (stream === away) throw new Error('The workflow engine is away.');
    return stream === asleep ? { status: 'unknown' } : accepted;
  };
  const parts = { database, look, perSecond: 1_000 };
  const counts = await reattend(parts, (now) => progress.push(now));
  expect(counts).toEqual({ looked: 13, unknown: 2 });
  expect(looked).toEqual([asleep, away, ...others, closing]);
  expect(progress.map((one) => one.looked)).toEqual([...Array(13).keys()].map((at) => at + 1));
  expect(progress.at(-1)).toEqual(counts);
});

test('no more begin in a second than were asked for, and a slow one holds up nobody', async () => {
  await openParcels(20);
  const began: number[] = [];
  let [now, most] = [0, 0];
  const look = async (): Promise<Answer> => {
    began.push(performance.now());
    most = Math.max(most, ++now);
    await sleep(60);
    now -= 1;
    return accepted;
  };
  const started = performance.now();
  await reattend({ database, look, perSecond: 50 });
  const took = (began.at(-1) ?? 0) - started;
  // 20 looks, one every 20 ms: one after another they would take 1,200 ms.
  expect(took).toBeGreaterThan(18 * 20);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
});

test('more than a page: each case once', async () => {
  const values = Array.from({ length: 1_100 }, (_, index) => ({
    stream: `parcel-bank.Z${String(index).padStart(11, '0')}`,
    revision: 0,
    state: '{}',
    closed: false,
    wake_at: null,
    errands: '{}',
    errand_due_at: null,
  }));
  await database.insertInto('read.standing').values(values).execute();
  const looked = new Set<string>();
  const look = async (stream: string): Promise<Answer> => {
    looked.add(stream);
    return accepted;
  };
  const counts = await reattend({ database, look, perSecond: 100_000 });
  expect(counts).toEqual({ looked: 1_100, unknown: 0 });
  expect(looked.size).toBe(1_100);
});
