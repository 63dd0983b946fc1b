import { describe, expect, test } from 'vitest';
import type { NewEvent, RecordedEvent } from '../../../events/envelope.ts';
import { canonical } from '../../../events/log/canonical.ts';
import type { EventLog } from '../../../events/log/event-log.ts';
import { BYTES_PER_APPEND, EVENTS_PER_APPEND } from '../../../events/log/limits.ts';
import { IdReused, LimitExceeded, RevisionConflict } from '../../../events/log/log-faults.ts';
import { event, stream, uuidOf } from './events.ts';

let next = 1;
const fresh = (): string => stream(next++);

/** What every implementation of the event log promises. `log` answers the one under test. */
export function conformance(name: string, log: () => EventLog): void {
  describe(`the event log (${name})`, () => {
    describe('appending', () => {
      test('gives revisions from 0 and answers what was recorded', async () => {
        const target = fresh();
        const events = [event({ text: 'one' }), event({ text: 'two' })];
        const append = await log().append(target, events, 'none');
        expect(append.status).toBe('appended');
        expect(append.events.map(({ revision }) => revision)).toEqual([0, 1]);
        expect(append.events).toMatchObject(events.map((one) => ({ ...one, stream: target })));
        expect(await log().read(target)).toEqual(append.events);
      });

      test('keeps text to the byte', async () => {
        const target = fresh();
        const data = {
          text: '投诉 🙂 \u2028 \u0001 "\\ é e\u0301',
          'ключ 键': ['', { deep: null }],
        };
        await log().append(target, [event(data)], 'none');
        expect((await log().read(target))[0]?.data).toEqual(data);
      });

      test('the same append again answers with what was recorded, whatever revision is expected', async () => {
        const target = fresh();
        const events = [event({ n: 1 }), event({ n: 2 })];
        const first = await log().append(target, events, 'none');
        await log().append(target, [event()], 1);
        for (const expected of ['none', 'any', 1, 7] as const) {
          const again = await log().append(target, events, expected);
          expect(again).toEqual({ status: 'repeated', events: first.events });
        }
        expect(await log().read(target)).toHaveLength(3);
      });

      test('a repeat may differ in its instants and trace, and keeps the first ones', async () => {
        const target = fresh();
        const once = event({ n: 1 });
        await log().append(target, [once], 'none');
        const meta = { ...once.meta, decidedAt: '2026-03-02T13:00:00.000Z', trace: 'another' };
        const again = await log().append(target, [{ ...once, meta }], 'none');
        expect(again.events[0]?.meta.decidedAt).toBe(once.meta.decidedAt);
      });

      test('an id with other content is refused, and so is an append known only in part', async () => {
        const target = fresh();
        const once = event({ n: 1 });
        await log().append(target, [once], 'none');
        for (const expected of ['any', 0] as const) {
          const changed = log().append(target, [{ ...once, data: { n: 2 } }], expected);
          await expect(changed).rejects.toThrow(IdReused);
          await expect(log().append(target, [once, event()], expected)).rejects.toThrow(IdReused);
          await expect(log().append(target, [event(), once], expected)).rejects.toThrow(IdReused);
        }
        expect(await log().read(target)).toHaveLength(1);
      });

      test('an append whose ids were recorded by several appends is refused only if one is new', async () => {
        const target = fresh();
        const [one, two, three] = [event({ n: 1 }), event({ n: 2 }), event({ n: 3 })];
        await log().append(target, [one], 'none');
        await log().append(target, [two], 0);
        expect((await log().append(target, [one, two], 'any')).status).toBe('repeated');
        const fault: unknown = await log()
          .append(target, [three, two], 1)
          .catch((e: unknown) => e);
        expect(fault).toMatchObject({ code: 'id-reused', id: two.id });
      });

      test('an undefined property is the same as an absent one', async () => {
        const target = fresh();
        const once = event({ kept: 1, gone: undefined });
        const { events } = await log().append(target, [once], 'none');
        expect(Object.keys(events[0]?.data ?? {})).toEqual(['kept']);
        expect((await log().append(target, [event({ kept: 1 }, once.id)], 0)).status).toBe(
          'repeated',
        );
      });

      test('what the writer changes afterwards changes nothing recorded', async () => {
        const target = fresh();
        const data = { list: [1] };
        const { events } = await log().append(target, [event(data)], 'none');
        data.list.push(2);
        expect(events[0]?.data).toEqual({ list: [1] });
        expect((await log().read(target))[0]?.data).toEqual({ list: [1] });
      });

      test('an id may stand in two streams', async () => {
        const once = event({ n: 1 });
        await log().append(fresh(), [once], 'none');
        expect((await log().append(fresh(), [once], 'none')).status).toBe('appended');
      });

      test('a stale expected revision is a conflict that says where the stream ends', async () => {
        const target = fresh();
        await log().append(target, [event(), event()], 'none');
        for (const expected of ['none', 0, 2, 99] as const) {
          const fault: unknown = await log()
            .append(target, [event()], expected)
            .catch((e: unknown) => e);
          expect(fault).toBeInstanceOf(RevisionConflict);
          expect(fault).toMatchObject({ actual: 1, stream: target });
        }
        const empty: unknown = await log()
          .append(fresh(), [event()], 0)
          .catch((e: unknown) => e);
        expect(empty).toMatchObject({ code: 'revision-conflict', actual: -1 });
      });

      test('a refused append leaves nothing behind', async () => {
        const target = fresh();
        await log().append(target, [event()], 'none');
        const events = Array.from({ length: 50 }, () => event());
        await expect(log().append(target, events, 3)).rejects.toThrow(RevisionConflict);
        expect(await log().read(target)).toHaveLength(1);
        expect((await log().append(target, events, 0)).status).toBe('appended');
      });
    });

    describe('limits', () => {
      const refused = async (events: readonly NewEvent[], message: RegExp, at = fresh()) => {
        const fault: unknown = await log()
          .append(at, events, 'any')
          .catch((e: unknown) => e);
        expect(fault).toBeInstanceOf(LimitExceeded);
        expect((fault as Error).message).toMatch(message);
      };

      test('too many events, too many bytes, none at all', async () => {
        await refused(
          Array.from({ length: EVENTS_PER_APPEND + 1 }, () => event()),
          /at most 1000 events/,
        );
        await refused(
          [event({ text: '长'.repeat(BYTES_PER_APPEND / 3) })],
          /at most 1048576 bytes/,
        );
        await refused([], /at least one event/);
        const most = Array.from({ length: EVENTS_PER_APPEND }, () => event());
        expect((await log().append(fresh(), most, 'none')).events).toHaveLength(EVENTS_PER_APPEND);
      });

      test('what JSON cannot hold is refused by its path', async () => {
        const odd = (value: unknown): NewEvent => event({ list: [{ odd: value as string }] });
        await refused([odd(Number.NaN)], /is not a whole number/);
        await refused([odd(2 ** 53)], /is not a whole number/);
        await refused([odd(new Date(0))], /is a Date/);
        await refused([odd([undefined])], /odd\[0\] is undefined/);
        await refused([event({ 'half\udc00': 1 })], /A key in \$\.data holds half/);
        await refused([{ ...event(), type: 'a\u0000' }], /\$\.type holds the character U\+0000/);
        await refused([odd(1.5)], /\$\.data\.list\[0\]\.odd is not a whole number/);
        await refused([odd('a\u0000b')], /U\+0000/);
        await refused([odd('\ud800')], /surrogate/);
        await refused([odd(new Map())], /is a Map/);
        await refused([odd(() => 1)], /is function/);
      });

      test('names and ids have one form', async () => {
        await refused([event()], /not a stream name/, 'complaint');
        await refused([event()], /not a stream name/, 'complaint-bank.lowercase0001');
        await refused([event({}, 'not-an-id')], /not a UUID/);
        const twice = event();
        await refused([twice, twice], /stands twice/);
      });
    });

    describe('reading', () => {
      test('in pages and up to a revision', async () => {
        const target = fresh();
        const events = Array.from({ length: 25 }, (_, n) => event({ n }));
        await log().append(target, events, 'none');
        const numbers = (page: readonly RecordedEvent[]) => page.map(({ data }) => data['n']);
        expect(numbers(await log().read(target, { from: 5, limit: 3 }))).toEqual([5, 6, 7]);
        expect(numbers(await log().read(target, { from: 20, to: 22 }))).toEqual([20, 21, 22]);
        expect(numbers(await log().read(target, { to: 0 }))).toEqual([0]);
        expect(numbers(await log().read(target, { from: 23, to: Infinity }))).toEqual([23, 24]);
        expect(await log().read(target, { from: 25 })).toEqual([]);
        expect(await log().read(target, { from: 3, to: 2 })).toEqual([]);
        expect(await log().read(fresh())).toEqual([]);
      });
    });

    describe('the feed', () => {
      test('orders all streams, pages, and keeps the order within each', async () => {
        const [one, two] = [fresh(), fresh()];
        const before = await end(log());
        await log().append(one, [event({ n: 1 }), event({ n: 2 })], 'none');
        await log().append(two, [event({ n: 3 })], 'none');
        await log().append(one, [event({ n: 4 })], 1);
        const seen = await follow(log(), before, 2);
        expect(seen.map(({ data }) => data['n'])).toEqual([1, 2, 3, 4]);
        for (const [index, { position }] of seen.slice(1).entries())
          expect(log().compare(seen[index]?.position ?? '', position)).toBeLessThan(0);
        expect(log().compare(log().start, seen[0]?.position ?? '')).toBeLessThan(0);
        expect(log().compare(before, before)).toBe(0);
        const last = await end(log());
        expect(await log().feed({ after: last, limit: 10 })).toEqual({
          events: [],
          position: last,
        });
      });

      test('ends where the last event stands, at once', async () => {
        const { events: first } = await log().append(fresh(), [event()], 'none');
        expect(log().compare(await log().end(), first[0]?.position ?? '')).toBe(0);
        const { events: next } = await log().append(fresh(), [event(), event()], 'none');
        expect(log().compare(await log().end(), next[1]?.position ?? '')).toBe(0);
        expect(log().compare(log().start, await log().end())).toBeLessThan(0);
      });

      test('gives each event as its stream does', async () => {
        const target = fresh();
        const before = await end(log());
        await log().append(target, [event({ n: 1 })], 'none');
        expect(await follow(log(), before, 10)).toEqual(await log().read(target));
      });

      test('gives the stored bytes, of the feed and of a stream, as they are hashed', async () => {
        const after = await end(log());
        const target = fresh();
        const { events } = await log().append(
          target,
          [event({ z: 1, a: '投诉' }), event()],
          'none',
        );
        const { events: bytes, position } = await log().feedBytes({ after, limit: 5 });
        expect(position).toBe(events[1]?.position);
        const textOf = ({ position: _p, recordedAt: _r, ...stored }: RecordedEvent) =>
          canonical(stored).text;
        expect(bytes.map(({ id, text }) => id + text)).toEqual(events.map((e) => e.id + textOf(e)));
        expect(bytes.map(({ text: _, ...beside }) => beside)).toMatchObject(
          events.map(({ revision, recordedAt }) => ({ stream: target, revision, recordedAt })),
        );
        expect(await log().readBytes(target)).toEqual(bytes);
        expect(await log().readBytes(target, { from: 1, limit: 1 })).toEqual(bytes.slice(1));
      });

      test('wakes who waits for news, and lets go of him after his patience or his abort', async () => {
        const before = await end(log());
        const started = performance.now();
        const news = log().news(before, 60_000);
        await log().append(fresh(), [event()], 'none');
        await news;
        await log().news(before, 60_000);
        const now = await end(log());
        await log().news(now, 50);
        const abort = new AbortController();
        const waiting = log().news(now, 60_000, abort.signal);
        abort.abort();
        await waiting;
        await log().news(now, 60_000, abort.signal);
        expect(performance.now() - started).toBeLessThan(10_000);
      });
    });

    describe.each([8, 32])('%i writers at once', (writers) => {
      const ROUNDS = 12;

      test('on one stream: linear and complete, with a reader that follows', async () => {
        const target = fresh();
        const before = await end(log());
        const wanted = writers * ROUNDS;
        const reading = followUntil(log(), before, wanted);
        await Promise.all(
          Array.from({ length: writers }, async (_, writer) => {
            for (let round = 0; round < ROUNDS; round++) {
              const once = event({ writer, round }, uuidOf(`${target}/${writer}/${round}`));
              await (writer % 2 === 0
                ? log().append(target, [once], 'any')
                : appendWhereItEnds(log(), target, once));
            }
          }),
        );
        const stored = await log().read(target);
        expect(stored.map(({ revision }) => revision)).toEqual([...Array(wanted).keys()]);
        for (let writer = 0; writer < writers; writer++) {
          const own = stored.filter(({ data }) => data['writer'] === writer);
          expect(own.map(({ data }) => data['round'])).toEqual([...Array(ROUNDS).keys()]);
        }
        expect(await reading).toEqual(stored);
      });

      test('with the very same append: one is recorded, the others hear of it', async () => {
        const target = fresh();
        const events = [event({ n: 1 }), event({ n: 2 })];
        const appends = await Promise.all(
          Array.from({ length: writers }, (_, writer) =>
            log().append(target, events, writer % 2 === 0 ? 'none' : 'any'),
          ),
        );
        expect(appends.filter(({ status }) => status === 'appended')).toHaveLength(1);
        const stored = await log().read(target);
        for (const append of appends) expect(append.events).toEqual(stored);
      });

      test('of whom each believes the stream empty: one is right', async () => {
        const target = fresh();
        const answers = await Promise.allSettled(
          Array.from({ length: writers }, () =>
            log().append(target, [event(), event(), event()], 'none'),
          ),
        );
        expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const answer of answers) {
          if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(RevisionConflict);
        }
        expect(await log().read(target)).toHaveLength(3);
      });

      test('on many streams: each complete, and the feed has every event once, in order', async () => {
        const before = await end(log());
        const targets = Array.from({ length: writers }, fresh);
        const reading = followUntil(log(), before, writers * ROUNDS * 2);
        await Promise.all(
          targets.map(async (target) => {
            for (let round = 0; round < ROUNDS; round++)
              await log().append(target, [event({ round }), event({ round })], last(round));
          }),
        );
        const all = await reading;
        for (const [index, { position }] of all.slice(1).entries())
          expect(log().compare(all[index]?.position ?? '', position)).toBeLessThan(0);
        const seen = Map.groupBy(all, (one) => one.stream);
        for (const target of targets) expect(seen.get(target)).toEqual(await log().read(target));
        expect(seen.size).toBe(writers);
      });
    });
  });
}

const last = (round: number) => (round === 0 ? 'none' : round * 2 - 1);

/** Milliseconds at most between two tries of a writer who loses again and again. */
const LONGEST_PAUSE = 640;

async function appendWhereItEnds(log: EventLog, target: string, once: NewEvent): Promise<void> {
  for (let pause = 20; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const known = await log.read(target);
    try {
      await log.append(target, [once], known.length === 0 ? 'none' : known.length - 1);
      return;
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * pause));
    }
  }
}

/** The position of the last event there is. */
export async function end(log: EventLog): Promise<string> {
  let position = log.start;
  for (;;) {
    const page = await log.feed({ after: position, limit: 1_000 });
    if (page.position === position) return position;
    position = page.position;
  }
}

async function follow(log: EventLog, after: string, limit: number): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = [];
  for (let position = after; ;) {
    const page = await log.feed({ after: position, limit });
    expect(page.events.length).toBeLessThanOrEqual(limit);
    if (page.events.length === 0) return seen;
    seen.push(...page.events);
    position = page.position;
  }
}

/** How long a reader follows at most, in milliseconds: one whose test has failed would follow for ever. */
const PATIENCE = 60_000;

export async function followUntil(
  log: EventLog,
  after: string,
  count: number,
): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = [];
  const until = performance.now() + PATIENCE;
  for (let position = after; seen.length < count && performance.now() < until;) {
    const page = await log.feed({ after: position, limit: 7 });
    seen.push(...page.events);
    if (page.events.length === 0) await log.news(position, 1_000);
    position = page.position;
  }
  return seen;
}
