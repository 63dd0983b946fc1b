import { beforeAll, describe, expect, test } from 'vitest';
import { compareLogs } from '../../../../events/log/copy/compare-logs.ts';
import { copyLog } from '../../../../events/log/copy/copy-log.ts';
import { CopyRefused } from '../../../../events/log/copy/log-ends.ts';
import { kurrentLog } from '../../../../events/log/kurrent/kurrent-log.ts';
import { kurrentTarget } from '../../../../events/log/kurrent/kurrent-target.ts';
import { LogUnavailable } from '../../../../events/log/log-faults.ts';
import { postgresLog } from '../../../../events/log/postgres/postgres-log.ts';
import { quietSource } from '../../../../events/log/postgres/stored-events.ts';
import { withDatabase } from '../../../with-database.ts';
import { event, stream } from '../events.ts';
import { standIn } from '../kurrent/stand-in.ts';

const database = withDatabase();
const log = postgresLog(database.application);
const STREAMS = 23;
const ROUNDS = 6;
const EVENTS = STREAMS * ROUNDS * 2;

beforeAll(async () => {
  for (let round = 0; round < ROUNDS; round += 1)
    for (let number = 0; number < STREAMS; number += 1) {
      const events = [event({ round, text: '投诉 🙂', 10: 'ten', 9: 'nine' }), event({ round })];
      await log.append(stream(number), events, round === 0 ? 'none' : round * 2 - 1);
    }
});

describe('the log copied from PostgreSQL to KurrentDB (a stand-in in this process, no server)', () => {
  test('is equal in places, ids, bytes, instants and order', async () => {
    await using server = await standIn();
    await using source = await quietSource(database.owner);
    await using target = kurrentTarget(server.url);
    const told: number[] = [];
    const onProgress = ({ done }: { done: number }): void => void told.push(done);
    expect(await copyLog({ source, target, onProgress })).toEqual({ copied: EVENTS, found: 0 });
    expect(told.at(-1)).toBe(EVENTS);
    const compared = await compareLogs(source, target);
    expect(compared).toMatchObject({ equal: true, differences: 0 });
    expect(compared.source).toEqual(compared.target);
    expect(compared.source).toMatchObject({ events: EVENTS, streams: STREAMS });
    await using copy = kurrentLog(server.url);
    const placeless = (events: readonly object[]) =>
      events.map((one) => ({ ...one, position: undefined }));
    const all = { limit: 1_000 };
    expect(placeless((await copy.feed({ after: copy.start, ...all })).events)).toEqual(
      placeless((await log.feed({ after: log.start, ...all })).events),
    );
    const [first] = await log.read(stream(0));
    if (first === undefined) throw new RangeError('There is no event.');
    expect((await copy.append(stream(0), [first], 'any')).status).toBe('repeated');
  });

  test.each([1, 40, 200])(
    'goes on where it was killed after about %i events, to the same result',
    async (events) => {
      await using server = await standIn();
      await using source = await quietSource(database.owner);
      const kill = new AbortController();
      let written = 0;
      const killed = kurrentTarget(server.url);
      const dying = {
        ...killed,
        write: async (...run: Parameters<typeof killed.write>) => {
          await killed.write(...run);
          written += run[1].length;
          if (written >= events) kill.abort(new Error('killed'));
        },
      };
      await expect(copyLog({ source, target: dying, signal: kill.signal })).rejects.toThrow(
        'killed',
      );
      await killed[Symbol.asyncDispose]();
      await using target = kurrentTarget(server.url);
      expect((await compareLogs(source, target)).equal).toBe(false);
      expect(await copyLog({ source, target })).toEqual({
        copied: EVENTS - written,
        found: written,
      });
      expect(await compareLogs(source, target)).toMatchObject({ equal: true });
      expect(await copyLog({ source, target })).toEqual({ copied: 0, found: EVENTS });
    },
  );

  test('is whole though the server answers late, or goes away for a moment', async () => {
    await using server = await standIn();
    await using source = await quietSource(database.owner);
    await using target = kurrentTarget(server.url, 1_500);
    const faults = ['silent', 'unavailable', 'broken'] as const;
    let writes = 0;
    const shaken = {
      ...target,
      write: async (...run: Parameters<typeof target.write>) => {
        const fault = faults[(writes += 1) / 20 - 1];
        if (fault !== undefined) server.failNext(fault);
        await target.write(...run);
      },
    };
    expect(await copyLog({ source, target: shaken })).toEqual({ copied: EVENTS, found: 0 });
    expect(await compareLogs(source, target)).toMatchObject({ equal: true });
  });

  test('is found damaged where a byte, an event or the order is another', async () => {
    await using server = await standIn();
    await using source = await quietSource(database.owner);
    await using target = kurrentTarget(server.url);
    await copyLog({ source, target });
    server.store.damage(stream(3), 5, (text) =>
      text.replace('nine', 'none').replace('round', 'rounD'),
    );
    const bytes = await compareLogs(source, target);
    expect(bytes).toMatchObject({ equal: false, differences: 1 });
    expect(bytes.examples[0]).toMatch(/^Event 5 of complaint-bank.000000000003 has other bytes/);
    expect(bytes.source.sha256).not.toBe(bytes.target.sha256);
    await using more = kurrentLog(server.url);
    await more.append(stream(99), [event()], 'none');
    const one = await compareLogs(source, target);
    expect(one.examples[1]).toBe('Event 0 of complaint-bank.000000000099 stands only in the copy.');
    await expect(copyLog({ source, target })).rejects.toThrow(CopyRefused);
  });

  test('is not begun in a log that holds something else', async () => {
    await using server = await standIn();
    await using source = await quietSource(database.owner);
    await using other = kurrentLog(server.url);
    await other.append(stream(0), [event()], 'none');
    await using target = kurrentTarget(server.url);
    await expect(copyLog({ source, target })).rejects.toThrow(/it is no copy of this log/);
  });
});

test('nothing can be appended while the log is copied', async () => {
  const source = await quietSource(database.owner);
  const waiting = log.append(stream(0), [event()], 'any');
  expect(await source.count()).toBe(EVENTS);
  await source[Symbol.asyncDispose]();
  expect((await waiting).status).toBe('appended');
});

test('a log that is being written to is not copied', { timeout: 30_000 }, async () => {
  const writer = await database.another(1).connect();
  await writer.query('begin');
  await writer.query(
    `insert into log.events (stream, revision, id, bytes) values ('x', 0, gen_random_uuid(), '{}')`,
  );
  await expect(quietSource(database.owner)).rejects.toThrow(LogUnavailable);
  await writer.query('rollback');
  writer.release();
});
