import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { desk } from '../../activities/desk.ts';
import type { Message, RecordedEvent } from '../../events/envelope.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { openCases, overdueCases } from '../../projections/standing.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { parcel } from '../processes/parcel.ts';
import { withDatabase } from '../with-database.ts';
import {
  append,
  bell,
  catchUp,
  fetched,
  kinds,
  parcelStream,
  rowOf,
  rung,
  sent,
  standingFollower,
} from './parcels.ts';

const tests = withDatabase();
const log = postgresLog(tests.application);
const database = readDatabase(tests.application);
const follower = standingFollower(log, database);
const caseDesk = desk({
  log,
  kinds,
  rules: (note) => ruleBook([], note),
  report: () => undefined,
});
let number = 0;
const fresh = (): string => parcelStream(number++);
const clerk = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
/** How long a parcel's bell may take. */
const BELL_SECONDS = 30;

/** Written from the rule, not from the model: a bell's time counts from the event that its name holds. */
function expected(events: readonly RecordedEvent[]) {
  type State = typeof parcel.initial;
  const state = events.reduce<State>(
    (before, event) => parcel.evolve(before, event as never, event.revision),
    parcel.initial,
  );
  const errands = Object.fromEntries(
    state.bells.map(({ name }) => {
      const ordered = events[Number(name.split('@')[1])];
      const due = Date.parse(ordered?.recordedAt ?? '') + BELL_SECONDS * 1_000;
      return [name, new Date(due).toISOString()];
    }),
  );
  const earliest = (instants: readonly string[]): Date | null =>
    instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => Date.parse(at))));
  return {
    stream: events[0]?.stream,
    revision: events.length - 1,
    state,
    closed: state.status === 'fetched',
    wake_at: earliest(state.reminders.map(({ at }) => at)),
    errands,
    errand_due_at: earliest(Object.values(errands)),
  };
}

const minute = (count: number): string => new Date(Date.UTC(2026, 2, 2, 12, count)).toISOString();

type Act = { readonly on: number; readonly command: Message | 'follow'; readonly minutes: number };

const act: fc.Arbitrary<Act> = fc.record({
  on: fc.nat(2),
  minutes: fc.nat(5),
  command: fc.oneof(
    fc.constant('follow' as const),
    fc
      .uniqueArray(fc.nat(60).map(minute), { maxLength: 4 })
      .map((remindAt): Message => ({ type: 'SendParcel', data: { remindAt } })),
    fc.constant<Message>({ type: 'RingBell', data: { activity: 'ring' } }),
    fc
      .nat(8)
      .map((at): Message => ({ type: 'ConfirmBell', data: { name: `bell@${at}`, heard: true } })),
    fc.constant<Message>({ type: 'FetchParcel', data: {} }),
  ),
});

describe('the standing of a case', () => {
  test('equals a fold from the log, for random lives followed at random moments', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
        const streams = [fresh(), fresh(), fresh()];
        let passed = 0;
        for (const [index, { on, command, minutes }] of acts.entries()) {
          passed += minutes;
          const stream = streams[on] ?? '';
          const submission = { id: `person:test:${index}`, actor: clerk };
          if (command === 'follow') await catchUp(follower);
          else
            await caseDesk.visit(stream, [{ ...submission, commands: [command] }], minute(passed));
        }
        await catchUp(follower);
        for (const stream of streams) {
          const events = await log.read(stream);
          const row = await rowOf(database, stream);
          if (events.length === 0) expect(row).toBeUndefined();
          else expect(row).toEqual(expected(events));
        }
      }),
      { numRuns: 25 },
    );
    expect(await database.selectFrom('read.parked').selectAll().execute()).toEqual([]);
  });

  test('an errand’s time counts from the event that listed it, whenever it is followed', async () => {
    const stream = fresh();
    const [, first] = await append(log, stream, sent(), bell);
    await catchUp(follower);
    // A later event keeps the first bell listed; following late must not give either more time.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [second] = await append(log, stream, bell);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await catchUp(follower);
    const due = (event: RecordedEvent | undefined): string =>
      new Date(Date.parse(event?.recordedAt ?? '') + BELL_SECONDS * 1_000).toISOString();
    const row = await rowOf(database, stream);
    expect(row?.errands).toEqual({ 'bell@1': due(first), 'bell@2': due(second) });
    expect(row?.errand_due_at?.toISOString()).toBe(due(first));
    await append(log, stream, rung('bell@1'));
    await catchUp(follower);
    const later = await rowOf(database, stream);
    expect(later?.errand_due_at?.toISOString()).toBe(due(second));
  });

  test('a rebuild from the start gives equal rows', async () => {
    await catchUp(follower);
    const all = () => database.selectFrom('read.standing').selectAll().orderBy('stream').execute();
    const before = await all();
    expect(before.length).toBeGreaterThan(10);
    await database.deleteFrom('read.standing').execute();
    await database.deleteFrom('read.checkpoints').where('model', '=', 'standing').execute();
    await catchUp(follower);
    expect(await all()).toEqual(before);
  });

  test('streams of other categories leave no row', async () => {
    const stream = `letter-bank.${String(number++).padStart(12, '0')}`;
    await append(log, stream, sent());
    await catchUp(follower);
    expect(await rowOf(database, stream)).toBeUndefined();
  });
});

describe('cases that somebody should attend to', () => {
  const at = (text: string): Date => new Date(text);

  test('are overdue once their deadline or an errand’s time lies before the instant', async () => {
    const [deadline, errand, both, idle] = [fresh(), fresh(), fresh(), fresh()];
    await append(log, deadline, sent('2020-01-01T00:00:00.000Z', '2021-01-01T00:00:00.000Z'));
    const [, ordered] = await append(log, errand, sent(), bell);
    await append(log, both, sent('2020-01-01T00:00:00.000Z'), bell);
    await append(log, idle, sent());
    await catchUp(follower);
    const mine = async (before: Date): Promise<string[]> =>
      (await overdueCases(database, before, 1_000))
        .map(({ stream }) => stream)
        .filter((stream) => [deadline, errand, both, idle].includes(stream));
    expect(await mine(at('2020-01-01T00:00:00.000Z'))).toEqual([]);
    expect(await mine(at('2020-01-01T00:00:00.001Z'))).toEqual([deadline, both]);
    const due = Date.parse(ordered?.recordedAt ?? '') + BELL_SECONDS * 1_000;
    expect(await mine(new Date(due))).not.toContain(errand);
    expect(await mine(new Date(due + 1))).toContain(errand);
    expect(await mine(at('2100-01-01T00:00:00.000Z'))).not.toContain(idle);
  });

  test('come in pages, each once', async () => {
    const streams = Array.from({ length: 7 }, fresh);
    for (const stream of streams) await append(log, stream, sent('2000-01-01T00:00:00.000Z'));
    await catchUp(follower);
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await overdueCases(database, at('2000-01-02T00:00:00.000Z'), 3, after);
      seen.push(...page.map(({ stream }) => stream));
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.stream;
    }
    expect(seen).toEqual(streams);
  });

  test('are open until closed with nothing awaited; a parked stream counts as open', async () => {
    const [open, done, closing, parked] = [fresh(), fresh(), fresh(), fresh()];
    await append(log, open, sent());
    await append(log, done, sent(), fetched);
    await append(log, closing, sent(), bell, fetched);
    await append(log, parked, { type: 'FromTheFuture', data: {} });
    await catchUp(follower);
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await openCases(database, after, 2);
      seen.push(...page);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last;
    }
    expect(seen).toEqual([...new Set(seen)].toSorted());
    for (const stream of [open, closing, parked]) expect(seen).toContain(stream);
    expect(seen).not.toContain(done);
    expect(await rowOf(database, parked)).toBeUndefined();
  });

  test('the application may not touch which steps of the schema were taken', async () => {
    await expect(tests.application.query('delete from read.kysely_migration')).rejects.toThrow(
      /permission denied/,
    );
  });
});
