import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { round, watch } from '../../workers/watch.ts';
import type { Watch } from '../../workers/watch.ts';
import type { Answer } from '../../workflows/process.ts';
import { append, bell, catchUp, fetched, sent, standingFollower } from '../projections/parcels.ts';
import { parcelStream } from '../projections/parcels.ts';
import { withDatabase } from '../with-database.ts';

const tests = withDatabase();
const log = postgresLog(tests.application);
const database = readDatabase(tests.application);
const follower = standingFollower(log, database);
let number = 0;
const fresh = (): string => parcelStream(number++);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DUE = Date.parse('2026-03-02T12:00:00.000Z');
const due = new Date(DUE).toISOString();
const accepted: Answer = { status: 'accepted', revision: 0 };

/** Each test has its own cases: those of the one before are closed. */
beforeEach(async () => {
  await catchUp(follower);
  await database.deleteFrom('read.standing').execute();
});

async function overdueCase(...remindAt: string[]): Promise<string> {
  const stream = fresh();
  await append(log, stream, sent(...remindAt));
  await catchUp(follower);
  return stream;
}

/** A watch on a clock of its own, and at what time each case got its looks. */
function watched(parts: Partial<Watch> = {}) {
  const clock = { now: DUE };
  const looks: { readonly stream: string; readonly at: number }[] = [];
  const memory: Parameters<typeof round>[1] = new Map();
  const own: Watch = {
    database,
    look: async (stream) => {
      looks.push({ stream, at: clock.now - DUE });
      return accepted;
    },
    now: () => clock.now,
    ...parts,
  };
  const roundAt = async (after: number): Promise<void> => {
    clock.now = DUE + after;
    await round(own, memory);
  };
  return { looks, memory, roundAt, timesOf: timesOf(looks) };
}

const timesOf =
  (looks: readonly { readonly stream: string; readonly at: number }[]) =>
  (stream: string): number[] =>
    looks.filter((look) => look.stream === stream).map(({ at }) => at);

describe('the watch', () => {
  test('gives a look to what is overdue by more than the grace, and to nothing else', async () => {
    const late = await overdueCase(due);
    await overdueCase('2026-03-02T12:00:01.000Z');
    await overdueCase();
    const { looks, roundAt } = watched();
    await roundAt(30 * SECOND);
    expect(looks).toEqual([]);
    await roundAt(30 * SECOND + 1);
    expect(looks.map(({ stream }) => stream)).toEqual([late]);
  });

  test('an errand whose time is up counts from the log’s own clock', async () => {
    const stream = fresh();
    const [, ordered] = await append(log, stream, sent(), bell);
    await catchUp(follower);
    const up = Date.parse(ordered?.recordedAt ?? '') + 30 * SECOND;
    const { timesOf, roundAt } = watched();
    await roundAt(up + 30 * SECOND - DUE);
    expect(timesOf(stream)).toEqual([]);
    await roundAt(up + 30 * SECOND + 1 - DUE);
    expect(timesOf(stream)).toHaveLength(1);
  });

  test('looks again after doubling intervals, from 30 seconds to an hour', async () => {
    const stream = await overdueCase(due);
    const { timesOf, roundAt } = watched();
    for (let at = MINUTE; at <= 4 * HOUR; at += 30 * SECOND) await roundAt(at);
    const [first, ...others] = timesOf(stream);
    expect(first).toBe(MINUTE);
    const intervals = others.map((at, index) => at - (timesOf(stream)[index] ?? 0));
    const doubling = [30, 60, 120, 240, 480, 960, 1_920].map((seconds) => seconds * SECOND);
    expect(intervals).toEqual([...doubling, HOUR, HOUR]);
  });

  test('a case that moved and is overdue still begins anew', async () => {
    const stream = await overdueCase(due);
    const { timesOf, roundAt } = watched();
    for (const at of [60, 90, 150]) await roundAt(at * SECOND);
    await append(log, stream, bell);
    await catchUp(follower);
    for (const at of [155, 160, 185, 190, 245]) await roundAt(at * SECOND);
    expect(timesOf(stream)).toEqual([60, 90, 150, 155, 185, 245].map((at) => at * SECOND));
  });

  test('one that is overdue no longer is forgotten', async () => {
    const stream = await overdueCase(due);
    const { timesOf, memory, roundAt } = watched();
    await roundAt(MINUTE);
    expect([...memory.keys()]).toEqual([stream]);
    await append(log, stream, fetched);
    await catchUp(follower);
    await roundAt(2 * MINUTE);
    expect(memory.size).toBe(0);
    expect(timesOf(stream)).toEqual([MINUTE]);
  });

  test('cases that stay overdue do not keep others from their look', async () => {
    // More than a page of cases that nothing helps, and behind them one that is new.
    await insertOverdue(450, 'parcel-bank.A');
    const { looks, timesOf, roundAt } = watched();
    await roundAt(MINUTE);
    expect(new Set(looks.map(({ stream }) => stream)).size).toBe(450);
    await insertOverdue(1, 'parcel-bank.Z');
    await roundAt(MINUTE + 5 * SECOND);
    expect(looks).toHaveLength(451);
    expect(timesOf('parcel-bank.Z00000000001')).toEqual([MINUTE + 5 * SECOND]);
  });

  test('looks at eight at once, and a slow one holds up nobody', async () => {
    await insertOverdue(60, 'parcel-bank.A');
    let [now, most, done] = [0, 0, 0];
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { roundAt } = watched({
      look: async (stream) => {
        most = Math.max(most, ++now);
        await (stream === 'parcel-bank.A00000000001' ? slow : sleep(1));
        now -= 1;
        done += 1;
        return { status: 'unknown' };
      },
    });
    const rounding = roundAt(MINUTE);
    await expect.poll(() => done).toBe(59);
    release();
    await rounding;
    expect([most, done]).toEqual([8, 60]);
  });

  test('looks that fail are reported, counted as looks, and stop nothing', async () => {
    const streams = [await overdueCase(due), await overdueCase(due)];
    const [asked, faults]: [string[], unknown[]] = [[], []];
    const { roundAt } = watched({
      look: async (stream) => {
        asked.push(stream);
        throw new Error('The workflow engine is away.');
      },
      onFault: (error) => faults.push(error),
    });
    for (const at of [60, 65, 90]) await roundAt(at * SECOND);
    expect(asked).toEqual([...streams, ...streams]);
    expect(faults).toHaveLength(4);
  });
});

describe('round after round', () => {
  test('the watch goes on when the read side cannot be read, and ends when aborted', async () => {
    const stream = await overdueCase(due);
    const stop = new AbortController();
    const [looked, faults]: [string[], unknown[]] = [[], []];
    await tests.owner.query('revoke select on read.standing from redress_application');
    const watching = watch(
      {
        database,
        look: async () => accepted,
        every: 5,
        onLook: (one) => looked.push(one),
        onFault: (error) => faults.push(error),
      },
      stop.signal,
    );
    await expect.poll(() => faults.length).toBeGreaterThan(2);
    await tests.owner.query('grant select on read.standing to redress_application');
    await expect.poll(() => looked).toEqual([stream]);
    stop.abort();
    await watching;
  });

  test('an abort in the middle of a round lets no further look begin', async () => {
    await insertOverdue(300, 'parcel-bank.A');
    const stop = new AbortController();
    let looks = 0;
    const look = async (): Promise<Answer> => {
      if (++looks === 20) stop.abort();
      await sleep(1);
      return accepted;
    };
    await watch({ database, look, every: HOUR }, stop.signal);
    expect(looks).toBe(20);
  });
});

/** Rows as the follower writes them, many at once. */
async function insertOverdue(count: number, prefix: string): Promise<void> {
  const values = Array.from({ length: count }, (_, index) => ({
    stream: `${prefix}${String(index + 1).padStart(11, '0')}`,
    revision: 0,
    state: '{}',
    closed: false,
    wake_at: due,
    errands: '{}',
    errand_due_at: null,
  }));
  await database.insertInto('read.standing').values(values).execute();
}
