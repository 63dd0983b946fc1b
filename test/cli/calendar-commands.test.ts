import { expect, test } from 'vitest';
import { desk } from '../../activities/desk.ts';
import { applyCalendars } from '../../cli/calendar-commands.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { listDeadlines } from '../../projections/deadline-list.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';
import { project } from '../projections/projected.ts';
import { clara, intake } from '../workflows/complaint/a-case.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const calendars = readCalendars(CALENDARS);
const RECEIVED = '2026-03-02T02:30:00.000Z';
const LATER = '2026-03-03T02:00:00.000Z';

function deskWith(shelf: Parameters<typeof ruleBook>[0]) {
  return desk({
    log,
    kinds: new Map([['complaint', complaintKind]]),
    rules: (note) => ruleBook(shelf, note),
    report: (stream, { what }) => {
      throw new Error(`${stream}: ${what}`);
    },
  });
}

const deadlines = async (state: 'waiting' | 'due') => {
  const page = await listDeadlines(database, { institution: 'bank', state, limit: 10 });
  return page.deadlines.map(({ number, due_at }) => [number, due_at?.toISOString() ?? null]);
};

test('cases that wait for a calendar are listed, told once it is published, and then wait no more', async () => {
  const stream = 'complaint-bank.000000000001';
  const receive = { type: 'ReceiveComplaint', data: { ...intake, regime: 'sg-mas-2021' } };
  const submission = { id: 'person:test:1', actor: clara, commands: [receive] };
  await deskWith(readShelf(REGIMES)).visit(stream, [submission], RECEIVED);
  await project({ log, database });
  expect(new Set(await deadlines('waiting'))).toContainEqual(['000000000001', null]);

  const published = deskWith([...readShelf(REGIMES), ...calendars]);
  const attendance = {
    submit: async (to: string, given: Parameters<typeof published.visit>[1][number]) =>
      (await published.visit(to, [given], LATER)).answers[0] ?? { status: 'unknown' as const },
  };
  const house = { database, attendance };
  expect(await applyCalendars(house, calendars)).toEqual({ cases: 1, started: 1, unknown: 0 });
  await project({ log, database });
  expect(await deadlines('waiting')).toEqual([]);
  expect(await deadlines('due')).toContainEqual(['000000000001', '2026-03-04T15:59:59.999Z']);
  expect(await applyCalendars(house, calendars)).toEqual({ cases: 0, started: 0, unknown: 0 });
});
