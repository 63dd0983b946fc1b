import { afterAll, describe, expect, test } from 'vitest';
import { kurrentLog } from '../../../../events/log/kurrent/kurrent-log.ts';
import type { EventLog } from '../../../../events/log/event-log.ts';
import { logFault } from '../../../../events/log/kurrent/kurrent-faults.ts';
import {
  LimitExceeded,
  LogUnavailable,
  RevisionConflict,
} from '../../../../events/log/log-faults.ts';
import { end } from '../conformance.ts';
import { event, stream } from '../events.ts';
import { standIn } from './stand-in.ts';

let number = 2_000_000;
const fresh = (): string => stream(number++);
/** Milliseconds: how long these tests let the stand-in be silent. */
const ANSWER = 1_500;
const AWHILE = { timeout: 20_000 };

async function waitingFor(log: EventLog, work: () => void | Promise<void>): Promise<number> {
  const position = await end(log);
  const news = log.news(position, 60_000);
  // The subscription is asked for with the first look.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await work();
  const started = performance.now();
  await news;
  return performance.now() - started;
}

describe.each([
  ['appends in batches', true],
  ['appends in one call', false],
])('faults of KurrentDB (a stand-in in this process, no server; %s)', async (_how, batches) => {
  const server = await standIn({ batches });
  const log = kurrentLog(server.url, ANSWER);
  afterAll(async () => {
    await log[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test('a wrong revision is a conflict, also when this process believed to know the stream', async () => {
    await using other = kurrentLog(server.url);
    const target = fresh();
    await log.append(target, [event(), event()], 'none');
    await other.append(target, [event()], 1);
    const fault: unknown = await log.append(target, [event()], 1).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(RevisionConflict);
    expect(fault).toMatchObject({ actual: 2, stream: target });
    expect((await log.append(target, [event()], 2)).status).toBe('appended');
  });

  test.each([
    ['silent', 'repeated'],
    ['broken', 'repeated'],
    ['unavailable', 'appended'],
  ] as const)('an append that ends %s is repeated with the same ids', async (fault, status) => {
    for (const expected of ['none', 'any'] as const) {
      const target = fresh();
      const events = [event({ n: 1 }), event({ n: 2 })];
      server.failNext(fault);
      await expect(log.append(target, events, expected)).rejects.toThrow(LogUnavailable);
      const again = await log.append(target, events, expected);
      expect(again.status).toBe(status);
      expect(await log.read(target)).toEqual(again.events);
      expect(again.events).toHaveLength(2);
    }
  });

  test('a subscription that is dropped is begun anew, and news are not missed', async () => {
    const target = fresh();
    await waitingFor(log, async () => {
      await expect.poll(server.subscriptions, AWHILE).toBe(1);
      server.dropSubscriptions();
      await log.append(target, [event()], 'none');
    });
    const woken = await waitingFor(log, async () => {
      await expect.poll(server.subscriptions, AWHILE).toBe(1);
      await log.append(target, [event()], 0);
    });
    expect(woken).toBeLessThan(1_800);
  });

  test('a subscription that is silent is found out and replaced', async () => {
    const target = fresh();
    await waitingFor(log, async () => {
      server.mute(true);
      await log.append(target, [event()], 'none');
    });
    await expect.poll(server.subscriptions, AWHILE).toBe(0);
    server.mute(false);
    const woken = await waitingFor(log, async () => {
      await expect.poll(server.subscriptions, AWHILE).toBe(1);
      await log.append(target, [event()], 0);
    });
    expect(woken).toBeLessThan(1_800);
  });
});

test('a server that is not there is an unavailable log, on every path alike', async () => {
  await using nowhere = kurrentLog('kurrentdb://127.0.0.1:1?tls=false', 2_000);
  await expect(nowhere.read(fresh())).rejects.toThrow(LogUnavailable);
  await expect(nowhere.feed({ after: nowhere.start, limit: 1 })).rejects.toThrow(LogUnavailable);
  for (const expected of ['none', 'any', 3] as const)
    await expect(nowhere.append(fresh(), [event()], expected)).rejects.toThrow(LogUnavailable);
  await nowhere.news(nowhere.start, 50);
});

test('a server that comes back is found again', async () => {
  const server = await standIn();
  await using log = kurrentLog(server.url, ANSWER);
  const target = fresh();
  await log.append(target, [event()], 'none');
  await server[Symbol.asyncDispose]();
  await expect(log.append(target, [event()], 0)).rejects.toThrow(LogUnavailable);
  await using _again = await standIn({ store: server.store, port: server.port });
  await expect.poll(() => log.read(target).catch(() => []), AWHILE).toHaveLength(1);
  await expect
    .poll(
      () =>
        log.append(target, [event({}, REPEATED)], 0).then(
          ({ events }) => events.length,
          () => 0,
        ),
      AWHILE,
    )
    .toBe(1);
  expect(await log.read(target)).toHaveLength(2);
});

const REPEATED = '00000000-0000-4000-8000-000000000001';

test('what the client throws has one name in the log', () => {
  const bare = (code: number) => Object.assign(new Error(''), { code });
  expect(logFault(bare(14))).toBeInstanceOf(LogUnavailable);
  expect(logFault(bare(4))).toBeInstanceOf(LogUnavailable);
  expect(logFault({ type: 'not-leader' })).toBeInstanceOf(LogUnavailable);
  expect(logFault({ type: 'maximum-append-size-exceeded' })).toBeInstanceOf(LimitExceeded);
  const denied = { type: 'access-denied', code: 7 };
  expect(logFault(denied)).toBe(denied);
  const mistake = new TypeError('undefined is not a function');
  expect(logFault(mistake)).toBe(mistake);
});
