import { KurrentDBClient, jsonEvent } from '@kurrent/kurrentdb-client';
import { afterAll, describe, expect, test } from 'vitest';
import { kurrentCalls } from '../../../../events/log/kurrent/kurrent-calls.ts';
import { kurrentLog } from '../../../../events/log/kurrent/kurrent-log.ts';
import { IdReused } from '../../../../events/log/log-faults.ts';
import { storable } from '../../../../events/log/stored.ts';
import { conformance, end } from '../conformance.ts';
import { event, stream } from '../events.ts';
import { REMEMBERED } from './stand-in-store.ts';
import { KURRENT, withKurrent } from './with-kurrent.ts';

const { url } = await withKurrent();
const log = kurrentLog(url);
afterAll(() => log[Symbol.asyncDispose]());
let number = 3_000_000;
const fresh = (): string => stream(number++);

conformance(KURRENT, () => log);

describe(`event ids far behind the head (${KURRENT})`, () => {
  test.each(['the same process', 'another process'])('are known in %s', async (which) => {
    const target = fresh();
    const first = [event({ n: 1 }), event({ n: 2 })];
    await log.append(target, first, 'none');
    const many = Array.from({ length: REMEMBERED + 30 }, (_, n) => event({ n }));
    await log.append(target, many, 1);
    await using writer = which === 'another process' ? kurrentLog(url) : undefined;
    const last = many.length + 1;
    for (const expected of ['any', last, 'none', 5] as const) {
      const again = await (writer ?? log).append(target, first, expected);
      expect(again).toMatchObject({ status: 'repeated', events: first });
    }
    const changed = first.map((one) => ({ ...one, data: { n: 7 } }));
    await expect((writer ?? log).append(target, changed, last)).rejects.toThrow(IdReused);
    expect(await log.read(target)).toHaveLength(last + 1);
  });
});

describe(`what is kept (${KURRENT})`, () => {
  test('is the canonical text, to the byte', async () => {
    const target = fresh();
    const once = event({ text: '投诉 🙂 \u2028 "\\', 10: 'ten', 9: 'nine' });
    await log.append(target, [once], 'none');
    const calls = kurrentCalls(url);
    const [record] = await calls.readStream(target, 0, 1);
    expect(record?.text).toBe(storable(target, [once])(0)[0]?.text);
    expect(record?.text).toContain('"10":"ten","9":"nine"');
    await calls.client.dispose();
  });

  test('beside it, by the server or by others, is not in the feed', async () => {
    const before = await end(log);
    const others = KurrentDBClient.connectionString(url);
    await others.appendToStream(`others-${crypto.randomUUID()}`, [
      jsonEvent({ type: 'Anything', data: {} }),
    ]);
    const once = event();
    await log.append(fresh(), [once], 'none');
    const { events } = await log.feed({ after: before, limit: 100 });
    expect(events.map(({ id }) => id)).toEqual([once.id]);
    await others.dispose();
  });

  test('has positions that no other log takes for its own', async () => {
    await expect(log.feed({ after: '1207', limit: 1 })).rejects.toThrow(/redress rebuild all/);
    const { events } = await log.append(fresh(), [event()], 'none');
    expect(events[0]?.position).toMatch(/^\d{18}$/);
    expect(log.compare('1207', events[0]?.position ?? '')).toBeLessThan(0);
  });
});
