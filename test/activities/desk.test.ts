import { describe, expect, test } from 'vitest';
import { desk } from '../../activities/desk.ts';
import { eventId } from '../../events/log/event-id.ts';
import type { Message } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { LogUnavailable, RevisionConflict } from '../../events/log/log-faults.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import type { Broken } from '../../workflows/visit.ts';
import type { Answer, Desk, Submission } from '../../workflows/process.ts';
import { parcelKind } from '../processes/parcel.ts';

const STREAM = 'parcel-bank.000000000001';
const NOON = '2026-03-02T12:00:00.000Z';
const ONE = '2026-03-02T13:00:00.000Z';
const clerk = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
const send: Message = { type: 'SendParcel', data: { remindAt: [] } };
const ring: Message = { type: 'RingBell', data: { activity: 'ring' } };

function deskOn(log: EventLog, broken: Broken[] = []): Desk {
  const kinds = new Map([['parcel', parcelKind]]);
  const rules = (note: Parameters<typeof ruleBook>[1]) => ruleBook([], note);
  return desk({ log, kinds, rules, report: (_stream, one) => broken.push(one) });
}

function submission(id: string, ...commands: Message[]): Submission {
  return { id: `person:test:${id}`, actor: clerk, commands };
}

const first = async (visiting: ReturnType<Desk['visit']>): Promise<Answer | undefined> =>
  (await visiting).answers[0];

describe('the desk', () => {
  test('records under ids made of stream, submission, command and event', async () => {
    const log = memoryLog();
    const { standing } = await deskOn(log).visit(STREAM, [submission('a', send, ring)], NOON);
    expect((await log.read(STREAM)).map(({ id }) => id)).toEqual([
      eventId(STREAM, 'person:test:a', 0, 0),
      eventId(STREAM, 'person:test:a', 1, 0),
    ]);
    expect(standing).toEqual({
      revision: 1,
      errands: [{ name: 'bell@1', activity: 'ring', input: { bell: 'bell@1' }, withinSeconds: 30 }],
      closed: false,
    });
  });

  test('answers a repeated submission alike from any desk, also one that begins anew', async () => {
    const log = memoryLog();
    const recorded = await first(deskOn(log).visit(STREAM, [submission('a', send)], NOON));
    for (const another of [deskOn(log), deskOn(log)])
      expect(await first(another.visit(STREAM, [submission('a', send)], ONE))).toEqual({
        ...recorded,
        repeated: true,
      });
    expect(await log.read(STREAM)).toHaveLength(1);
  });

  test('the same id with another command is refused, whatever the order of its keys', async () => {
    const log = memoryLog();
    const one = deskOn(log);
    const twoKeys: Message = { type: 'ConfirmBell', data: { name: 'x', heard: true } };
    const otherOrder: Message = { type: 'ConfirmBell', data: { heard: true, name: 'x' } };
    await one.visit(STREAM, [submission('a', send), submission('b', twoKeys)], NOON);
    expect(await first(one.visit(STREAM, [submission('b', otherOrder)], NOON))).toMatchObject({
      status: 'recorded',
      repeated: true,
    });
    for (const commands of [[ring], [twoKeys, ring]])
      expect(await first(one.visit(STREAM, [submission('b', ...commands)], NOON))).toEqual({
        status: 'reused',
      });
  });

  test('many desks at once: every submission once, in one line', async () => {
    const log = memoryLog();
    const desks = Array.from({ length: 8 }, () => deskOn(log));
    await desks[0]?.visit(STREAM, [submission('start', send)], NOON);
    const answers = await Promise.all(
      desks.flatMap((one, number) =>
        Array.from({ length: 10 }, (_, count) =>
          // Neighbours submit the same, as clients that repeat do.
          first(one.visit(STREAM, [submission(`${number >> 1}-${count}`, ring)], NOON)),
        ),
      ),
    );
    for (const answer of answers) expect(answer?.status).toBe('recorded');
    const events = await log.read(STREAM);
    expect(events.map(({ revision }) => revision)).toEqual([...events.keys()]);
    expect(new Set(events.map(({ meta }) => meta.submission.id)).size).toBe(events.length);
    expect(events).toHaveLength(1 + 4 * 10);
  });

  test('one visit takes many submissions, and each hears its own answer', async () => {
    const log = memoryLog();
    const { answers } = await deskOn(log).visit(
      STREAM,
      [
        submission('no', ring),
        submission('a', send),
        submission('a', send),
        submission('boom', { type: 'Explode', data: {} }),
        submission('b', ring),
      ],
      NOON,
    );
    expect(answers.map(({ status }) => status)).toEqual([
      'refused',
      'recorded',
      'recorded',
      'fault',
      'recorded',
    ]);
    expect(answers[2]).toMatchObject({ repeated: true });
  });

  test('the instant never runs backwards within a case', async () => {
    const log = memoryLog();
    const one = deskOn(log);
    await one.visit(STREAM, [submission('a', send)], ONE);
    await one.visit(STREAM, [submission('b', ring)], NOON);
    expect((await log.read(STREAM)).map(({ meta }) => meta.decidedAt)).toEqual([ONE, ONE]);
  });

  test('reports a fault with the reference that its caller is given, and the case is unharmed', async () => {
    const log = memoryLog();
    const broken: Broken[] = [];
    const one = deskOn(log, broken);
    const answer = await first(
      one.visit(STREAM, [submission('boom', { type: 'Explode', data: {} })], NOON),
    );
    expect(answer).toEqual({ status: 'fault', reference: broken[0]?.reference });
    expect(await log.read(STREAM)).toEqual([]);
  });

  test('an append whose answer was lost is found on the next visit', async () => {
    const log = memoryLog();
    const losing: EventLog = {
      ...log,
      append: async (...args) => {
        await log.append(...args);
        throw new LogUnavailable('The answer was lost.');
      },
    };
    await expect(deskOn(losing).visit(STREAM, [submission('a', send)], NOON)).rejects.toThrow(
      LogUnavailable,
    );
    expect(await first(deskOn(log).visit(STREAM, [submission('a', send)], ONE))).toMatchObject({
      status: 'recorded',
      repeated: true,
    });
  });

  test('gives up after five seconds of losing every race', async () => {
    const log = memoryLog();
    const contested: EventLog = {
      ...log,
      append: async (stream) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        throw new RevisionConflict(stream, 'none', 0);
      },
    };
    const started = performance.now();
    await expect(deskOn(contested).visit(STREAM, [submission('a', send)], NOON)).rejects.toThrow(
      LogUnavailable,
    );
    expect(performance.now() - started).toBeGreaterThan(4_900);
  });

  test('a stream of no process is our own mistake, and says so', async () => {
    await expect(deskOn(memoryLog()).visit('nothing-bank.000000000001', [], NOON)).rejects.toThrow(
      'No process is called nothing',
    );
  });
});

describe('event ids', () => {
  test('are version 5 UUIDs and differ in every part', () => {
    const ids = [
      eventId(STREAM, 'a', 0, 0),
      eventId(STREAM, 'a', 0, 1),
      eventId(STREAM, 'a', 1, 0),
      eventId(STREAM, 'b', 0, 0),
      eventId('parcel-bank.000000000002', 'a', 0, 0),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/);
    // Fixed for good, and computed elsewhere: ids of recorded events are made of it.
    expect(ids[0]).toBe('a0b48697-cd18-5a02-8b26-eb4b83f5327e');
  });
});

describe('a desk that does not know what others recorded', () => {
  test('refuses, accepts and compares If-Match only on what it has read', async () => {
    const log = memoryLog();
    const [behind, other] = [deskOn(log), deskOn(log)];
    await behind.visit(STREAM, [submission('a', send)], NOON);
    await other.visit(STREAM, [submission('b', { type: 'FetchParcel', data: {} })], NOON);
    const again = submission('c', { type: 'FetchParcel', data: {} });
    expect(await first(behind.visit(STREAM, [again], NOON))).toMatchObject({
      status: 'refused',
      code: 'already-fetched',
    });
    await other.visit(STREAM, [submission('d', ring)], NOON);
    const stale = { ...submission('e', ring), ifMatch: 1 };
    expect(await first(behind.visit(STREAM, [stale], NOON))).toEqual({
      status: 'stale',
      revision: 2,
    });
    await other.visit(STREAM, [submission('f', ring)], NOON);
    const { standing } = await behind.visit(STREAM, [], NOON);
    expect(standing.revision).toBe(3);
  });

  test('an append it finds recorded already is answered as repeated, with all that lies between', async () => {
    const log = memoryLog();
    const [behind, other] = [deskOn(log), deskOn(log)];
    await behind.visit(STREAM, [submission('a', send)], NOON);
    await other.visit(STREAM, [submission('b', ring), submission('c', ring)], NOON);
    const { answers, standing } = await behind.visit(STREAM, [submission('b', ring)], NOON);
    expect(answers[0]).toMatchObject({ status: 'recorded', revision: 1, repeated: true });
    expect(standing.revision).toBe(2);
  });
});
