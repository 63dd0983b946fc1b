import { describe, expect, test } from 'vitest';
import { desk } from '../../activities/desk.ts';
import type { Message } from '../../events/envelope.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import type { Broken } from '../../workflows/visit.ts';
import type { Submission } from '../../workflows/process.ts';
import { awayWhile } from '../away.ts';
import { expectSamePlay } from '../play-again.ts';
import { parcelKind } from '../processes/parcel.ts';
import { withTimeSkipping } from '../with-time-skipping.ts';

const time = withTimeSkipping();
const clerk = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
const rules = (note: Parameters<typeof ruleBook>[1]) => ruleBook([], note);
const HOUR = 3_600_000;

let number = 1;
const fresh = (): string => `parcel-bank.${String(number++).padStart(12, '0')}`;

function deskOn(log: EventLog, broken: Broken[] = []) {
  const kinds = new Map([['parcel', parcelKind]]);
  return desk({ log, kinds, rules, report: (_stream, one) => broken.push(one) });
}

function submission(id: string, ...commands: Message[]): Submission {
  return { id: `person:test:${id}`, actor: clerk, commands };
}

const later = (from: string, by: number): string => new Date(Date.parse(from) + by).toISOString();
const types = async (log: EventLog, stream: string) =>
  (await log.read(stream)).map(({ type }) => type);

describe('attending to a case', () => {
  test('records a submission, wakes at each deadline, and ends when the case has', async () => {
    const log = memoryLog();
    const stream = fresh();
    await time.attending({ desk: deskOn(log) }, async () => {
      const start = await time.now();
      const remindAt = [later(start, 24 * HOUR), later(start, 60 * 24 * HOUR)];
      const answer = await time
        .attendance()
        .submit(stream, submission('a', { type: 'SendParcel', data: { remindAt } }));
      expect(answer).toMatchObject({ status: 'recorded', revision: 0, repeated: false });
      await time.pass(61 * 24 * HOUR);
      const events = await log.read(stream);
      expect(events.map(({ type, meta }) => [type, meta.occurredAt]).slice(1)).toEqual(
        remindAt.map((at) => ['Reminded', at]),
      );
      // The look came one millisecond after the deadline at the earliest, and not long after it.
      for (const [index, at] of remindAt.entries()) {
        const decidedAt = events[index + 1]?.meta.decidedAt ?? '';
        expect(Date.parse(decidedAt) - Date.parse(at)).toBeGreaterThan(0);
        expect(Date.parse(decidedAt) - Date.parse(at)).toBeLessThan(10_000);
      }
      await time.attendance().submit(stream, submission('b', { type: 'FetchParcel', data: {} }));
      await time.environment().client.workflow.getHandle(stream).result();
    });
  });

  test('gives the same events as playing', async () => {
    const log = memoryLog();
    const stream = fresh();
    await time.attending({ desk: deskOn(log), errands: { ring } }, async () => {
      const start = await time.now();
      const say = async (id: string, ...commands: Message[]) => {
        const answer = await time.attendance().submit(stream, submission(id, ...commands));
        expect(answer.status).not.toBe('unknown');
      };
      const remindAt = [1, 5, 5.5, 30].map((hours) => later(start, hours * HOUR));
      await say('a', { type: 'SendParcel', data: { remindAt } });
      await time.pass(2 * HOUR);
      await say('b', { type: 'RingBell', data: { activity: 'ring' } });
      await say('c', { type: 'Look', data: {} });
      await time.pass(10 * HOUR);
      await say('a', { type: 'SendParcel', data: { remindAt } });
      await say('d', { type: 'FetchParcel', data: {} });
      await say('e', { type: 'FetchParcel', data: {} });
      await time.environment().client.workflow.getHandle(stream).result();
    });
    const events = await log.read(stream);
    expectSamePlay(parcelKind, events, rules);
    expect(events.map(({ type }) => type)).toEqual([
      'ParcelSent',
      'Reminded',
      'BellOrdered',
      'BellRung',
      'Reminded',
      'Reminded',
      'ParcelFetched',
    ]);
  });

  test('an outage over two deadlines swallows neither', async () => {
    const log = memoryLog();
    const stream = fresh();
    let out = false;
    const fragile = awayWhile(log, () => out);
    await time.attending({ desk: deskOn(fragile) }, async () => {
      const start = await time.now();
      const remindAt = [later(start, 60_000), later(start, 120_000)];
      const send = submission('a', { type: 'SendParcel', data: { remindAt } });
      await time.attendance().submit(stream, send);
      out = true;
      await time.pass(300_000);
      expect(await types(log, stream)).toEqual(['ParcelSent']);
      const fetch = submission('b', { type: 'FetchParcel', data: {} });
      expect(await time.attendance().submit(stream, fetch)).toEqual({ status: 'unknown' });
      out = false;
      await time.attendance().submit(stream, fetch);
      const events = await log.read(stream);
      expect(events.map(({ type, meta }) => [type, meta.occurredAt])).toMatchObject([
        ['ParcelSent', expect.any(String)],
        ['Reminded', remindAt[0]],
        ['Reminded', remindAt[1]],
        ['ParcelFetched', expect.any(String)],
      ]);
    });
  });

  test('an errand that gives up is answered by its otherwise', async () => {
    const log = memoryLog();
    const stream = fresh();
    await time.attending({ desk: deskOn(log), errands: { ring: silent } }, async () => {
      await time
        .attendance()
        .submit(stream, submission('a', { type: 'SendParcel', data: { remindAt: [] } }));
      await time
        .attendance()
        .submit(stream, submission('b', { type: 'RingBell', data: { activity: 'ring' } }));
      await time.pass(HOUR);
    });
    expect((await log.read(stream)).at(-1)).toMatchObject({
      type: 'BellRung',
      data: { name: 'bell@1', heard: false },
      meta: { submission: { id: 'errand:bell@1' } },
    });
  });

  test('a mistyped case is answered, and its attendance ends with nothing recorded', async () => {
    const log = memoryLog();
    const stream = fresh();
    await time.attending({ desk: deskOn(log) }, async () => {
      const answer = await time
        .attendance()
        .submit(stream, submission('a', { type: 'FetchParcel', data: {} }));
      expect(answer).toMatchObject({ status: 'refused', code: 'no-such-parcel' });
      await time.environment().client.workflow.getHandle(stream).result();
    });
    expect(await log.read(stream)).toEqual([]);
  });

  test('a broken rule is a fault with a reference; the case goes on', async () => {
    const log = memoryLog();
    const stream = fresh();
    const broken: Broken[] = [];
    await time.attending({ desk: deskOn(log, broken) }, async () => {
      await time
        .attendance()
        .submit(stream, submission('a', { type: 'SendParcel', data: { remindAt: [] } }));
      const fault = await time
        .attendance()
        .submit(stream, submission('b', { type: 'Explode', data: {} }));
      expect(fault).toMatchObject({ status: 'fault', reference: broken[0]?.reference });
      const next = await time
        .attendance()
        .submit(stream, submission('c', { type: 'FetchParcel', data: {} }));
      expect(next.status).toBe('recorded');
    });
  });

  test('a log that does not answer leaves the outcome unknown, and a repeat finds it', async () => {
    const log = memoryLog();
    const stream = fresh();
    let lost = 1;
    const fragile: EventLog = {
      ...log,
      append: async (...args) => {
        const append = await log.append(...args);
        if (lost-- > 0) throw new Error('The answer was lost after the commit.');
        return append;
      },
    };
    await time.attending({ desk: deskOn(fragile) }, async () => {
      const send = submission('a', { type: 'SendParcel', data: { remindAt: [] } });
      expect(await time.attendance().submit(stream, send)).toEqual({ status: 'unknown' });
      expect(await time.attendance().submit(stream, send)).toMatchObject({
        status: 'recorded',
        repeated: true,
      });
    });
    expect(await log.read(stream)).toHaveLength(1);
  });

  test('one command costs one update, one local activity and at most one timer change', async () => {
    const log = memoryLog();
    const stream = fresh();
    await time.attending({ desk: deskOn(log) }, async () => {
      const remindAt = [later(await time.now(), HOUR)];
      await time
        .attendance()
        .submit(stream, submission('a', { type: 'SendParcel', data: { remindAt } }));
      const count = async () => {
        const { events = [] } = await time
          .environment()
          .client.workflow.getHandle(stream)
          .fetchHistory();
        return Map.groupBy(events ?? [], (event) => event.eventType);
      };
      const first = await count();
      const kinds = [...first].map(([type, events]) => [type, events.length]);
      expect(kinds.reduce((sum, [, length]) => sum + Number(length), 0)).toBeLessThanOrEqual(8);
      await time.attendance().submit(stream, submission('b', { type: 'Look', data: {} }));
      const second = [...(await count()).values()].flat().length;
      expect(second - [...first.values()].flat().length).toBeLessThanOrEqual(6);
    });
  });
});

async function ring(_stream: string, errand: string): Promise<Message> {
  return { type: 'ConfirmBell', data: { name: errand, heard: true } };
}

async function silent(): Promise<Message> {
  throw new Error('Nobody heard the bell.');
}
