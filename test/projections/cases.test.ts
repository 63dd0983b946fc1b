import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../events/envelope.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { listCases } from '../../projections/case-list.ts';
import type { CaseFilter, CaseQuery } from '../../projections/case-list.ts';
import { UnknownCursor } from '../../projections/cursor.ts';
import { readDatabase } from '../../projections/database.ts';
import { listDeadlines } from '../../projections/deadline-list.ts';
import { rebuild } from '../../projections/rebuild.ts';
import { countClocks } from '../../projections/reports/deadlines.ts';
import { withDatabase } from '../with-database.ts';
import { box } from '../../bench/generated-events.ts';
import { readModels } from '../../projections/read-models.ts';
import { kinds } from '../../workers/house.ts';
import * as lives from './lives.ts';
import * as registered from './registers/register-lives.ts';
import * as story from '../workflows/complaint/a-case.ts';
import { allRows, modelNamed, project, record, said } from './projected.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
let institutions = 0;

/** Tells lives in an institution of their own and projects them; the first is case 1. */
async function told(...messages: readonly (readonly Message[])[]): Promise<string> {
  const institution = `bank${++institutions}`;
  await record(
    log,
    messages.flatMap((life, index) => lives.told(institution, index + 1, life)),
  );
  await project({ log, database });
  return institution;
}

const wrongReceipt = {
  ...{ fact: 'received-at', before: '2026-03-01T16:30:00.000Z', by: 'li' },
  reasons: box('The letter lay at the branch.'),
};

function query(institution: string, filter: CaseFilter = 'all'): CaseQuery {
  return {
    institution,
    filter,
    who: 'hana',
    now: new Date('2026-03-20T00:00:00.000Z'),
    limit: 100,
  };
}

async function shown(...life: readonly Message[]) {
  const { cases } = await listCases(database, query(await told(life)));
  return cases[0];
}

describe('the board shows', () => {
  test('a complaint with its clock, on the day of receipt in the zone of its regime', async () => {
    const late = { ...lives.received[0]?.data, receivedAt: '2026-03-01T16:30:00.000Z' };
    const life = [{ type: 'ComplaintReceived', data: late }, lives.started];
    const corrected = { ...wrongReceipt, after: '2026-02-27T16:30:00.000Z' };
    expect(await shown(...life, { type: 'FactCorrected', data: corrected })).toMatchObject({
      received_on: '2026-02-28',
    });
    expect(await shown(...life)).toMatchObject({
      number: '000000000001',
      revision: 1,
      status: 'open',
      closed: false,
      source: 'hotline',
      channel: 'phone',
      unit: 'branch-0755',
      regime: 'cn-nfra-2020',
      handler: null,
      received_on: '2026-03-02',
      due_at: new Date('2026-03-17T15:59:59.999Z'),
      timely: null,
      outcome: null,
      imported: false,
      facts: null,
    });
  });

  test('an outcome only once it is signed off, and that it awaits that before', async () => {
    expect(await shown(...lives.proposed)).toMatchObject({
      outcome: null,
      awaiting_sign_off: true,
      handler: 'hana',
      product: 'credit-card',
    });
    expect(await shown(...lives.signedOff)).toMatchObject({
      outcome: 'upheld',
      awaiting_sign_off: false,
    });
    expect(await shown(...lives.returned)).toMatchObject({ awaiting_sign_off: false });
    expect(await shown(...lives.withdrawn)).toMatchObject({
      status: 'withdrawn',
      awaiting_sign_off: false,
      closed_at: new Date('2026-03-05T02:00:00.000Z'),
    });
  });

  test('as open what was withdrawn and goes on for a regime that knows no withdrawal', async () => {
    const withdrawal = {
      type: 'ComplaintWithdrawn',
      data: { withdrawnAt: '2026-03-05T02:00:00.000Z', goesOnFor: ['uk-fca-disp'], by: 'chen' },
    };
    expect(await shown(...lives.proposed, withdrawal)).toMatchObject({
      status: 'open',
      awaiting_sign_off: true,
      closed_at: null,
    });
  });

  test('whether legal clocks were kept to: in time, breached, or breached and revoked', async () => {
    expect(await shown(...lives.toldInTime)).toMatchObject({ timely: true, due_at: null });
    expect(await shown(...lives.breached)).toMatchObject({ timely: false, status: 'open' });
    expect(await shown(...lives.revoked)).toMatchObject({ timely: true });
  });

  test('of an imported case what its source states, blank left blank', async () => {
    expect(await shown(lives.imported)).toMatchObject({
      imported: true,
      taken_over: false,
      status: 'open',
      product: 'Mortgage',
      channel: 'Web',
      outcome: 'In progress',
      timely: true,
      received_on: '2019-03-30',
      sent_on: '2019-04-02',
      snapshot_on: '2020-01-01',
      regime: null,
      due_at: null,
      facts: lives.imported.data['facts'],
    });
    expect(await shown(lives.importedClosed)).toMatchObject({
      status: 'closed',
      channel: null,
      timely: false,
    });
  });

  test('of a case taken over our own verdict, not its source’s', async () => {
    const takenOver: Message = {
      type: 'CaseTakenOver',
      data: {
        ...{ regime: 'us-cfpb', unit: 'desk', by: 'li' },
        ...{ language: 'en', staffComplainedOf: [] },
      },
    };
    expect(await shown(lives.imported, takenOver)).toMatchObject({
      taken_over: true,
      timely: null,
      facts: { timely: 'Yes' },
    });
  });

  test('a later snapshot’s changes, until the case is taken over by a person', async () => {
    const later: Message = {
      type: 'ImportedFactsChanged',
      data: {
        snapshotOn: '2021-01-01',
        standing: 'closed',
        facts: { 'company-response': 'Closed' },
      },
    };
    expect(await shown(lives.imported, later)).toMatchObject({
      status: 'closed',
      outcome: 'Closed',
      product: 'Mortgage',
      snapshot_on: '2021-01-01',
    });
    const own = await shown(lives.imported, lives.takenOver, lives.started, later);
    expect(own).toMatchObject({
      status: 'open',
      taken_over: true,
      regime: 'cn-nfra-2020',
      unit: 'cards',
      received_on: '2019-03-30',
      due_at: new Date('2026-03-17T15:59:59.999Z'),
      facts: { 'company-response': 'Closed' },
    });
  });
});

test('each named filter shows its cases, and of this institution only', async () => {
  await told(lives.lookedInto, [lives.imported]);
  const institution = await told(
    lives.received,
    lives.lookedInto,
    lives.proposed,
    lives.toldInTime,
    lives.breached,
    [lives.imported],
    [lives.importedClosed],
    [lives.imported, lives.takenOver, lives.started],
  );
  const places = async (filter: CaseFilter, now = '2026-03-10T00:00:00.000Z') => {
    const { cases } = await listCases(database, {
      ...query(institution, filter),
      now: new Date(now),
    });
    return cases.map(({ number }) => Number(number)).toSorted();
  };
  expect(await places('all')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await places('open')).toEqual([1, 2, 3, 5, 6, 8]);
  expect(await places('closed')).toEqual([4, 7]);
  expect(await places('mine')).toEqual([2, 3]);
  expect(await places('unassigned')).toEqual([1, 5, 6, 8]);
  expect(await places('imported')).toEqual([6, 7, 8]);
  expect(await places('to-take-over')).toEqual([6]);
  expect(await places('awaiting-sign-off')).toEqual([3]);
  expect(await places('overdue')).toEqual([]);
  expect(await places('overdue', '2026-03-20T00:00:00.000Z')).toEqual([1, 2, 3, 5, 8]);
});

test('filters look into the registers of a case, and narrow by product, unit and handler', async () => {
  const institution = await told(
    lives.breached,
    registered.extensionRequested,
    registered.escalated,
    registered.marked,
    registered.delivered.slice(0, -1),
    registered.asked,
    registered.linked,
    lives.withdrawn,
    lives.received,
  );
  const places = async (filter: CaseFilter, rest: Partial<CaseQuery> = {}) => {
    const { cases } = await listCases(database, { ...query(institution, filter), ...rest });
    return cases.map(({ number }) => Number(number)).toSorted();
  };
  expect(await places('breached')).toEqual([1]);
  expect(await places('extension-requested')).toEqual([2]);
  expect(await places('escalated')).toEqual([3]);
  expect(await places('non-routine')).toEqual([4]);
  expect(await places('remedy-owed')).toEqual([5]);
  expect(await places('asked-by-regulator')).toEqual([6]);
  expect(await places('repeated')).toEqual([7]);
  expect(await places('withdrawn')).toEqual([8]);
  expect(await places('due-soon')).toEqual([]);
  const soon = new Date('2026-03-16T00:00:00.000Z');
  expect(await places('due-soon', { now: soon })).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
  expect(await places('all', { product: 'credit-card' })).toEqual([5, 8]);
  expect(await places('open', { unit: 'consumer-protection', handler: 'hana' })).toEqual([5]);
});

describe('turning pages', () => {
  test('shows every case once that was there, while others open between any two pages', async () => {
    const institution = await told(...Array.from({ length: 23 }, () => lives.received));
    const seen: string[] = [];
    let after: string | null = null;
    let place = 1_000;
    do {
      const page: Awaited<ReturnType<typeof listCases>> = await listCases(database, {
        ...query(institution),
        limit: 5,
        ...(after === null ? {} : { after }),
      });
      seen.push(...page.cases.map(({ number }) => number));
      after = page.next;
      await record(log, lives.told(institution, place++, lives.received));
      await project({ log, database });
    } while (after !== null);
    const first = seen.filter((number) => Number(number) < 1_000);
    expect(first).toHaveLength(23);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('with a cursor of another list, or none of ours, is refused', async () => {
    const institution = await told(lives.received, lives.received);
    const { next } = await listCases(database, { ...query(institution), limit: 1 });
    const after = next ?? '';
    await expect(
      listCases(database, { ...query(institution, 'open'), after }),
    ).rejects.toBeInstanceOf(UnknownCursor);
    for (const wrong of ['abc', Buffer.from('["cases/all","never","1"]').toString('base64url')])
      await expect(
        listCases(database, { ...query(institution), after: wrong }),
      ).rejects.toBeInstanceOf(UnknownCursor);
  });
});

test('deadlines are listed by how they stand, the earliest first, page by page', async () => {
  const sooner = { ...lives.started.data, dueAt: '2026-03-10T15:59:59.999Z' };
  const institution = await told(
    lives.received,
    [...lives.received.slice(0, 1), { type: 'ClockStarted', data: sooner }],
    lives.breached,
    lives.toldInTime,
    lives.revoked,
    [lives.imported],
  );
  const list = (state: 'due' | 'breached' | 'met' | 'late', after?: string) =>
    listDeadlines(database, {
      institution,
      state,
      limit: 1,
      ...(after === undefined ? {} : { after }),
    });
  const first = await list('due');
  expect(first.deadlines).toMatchObject([
    { number: '000000000002', clock: 'decide', last_day: '2026-03-17', unit: 'branch-0755' },
  ]);
  const second = await list('due', first.next ?? '');
  expect(second.deadlines).toMatchObject([{ number: '000000000001' }]);
  expect(second.next).toBeNull();
  expect((await list('breached')).deadlines).toMatchObject([{ number: '000000000003' }]);
  expect((await list('met')).deadlines).toMatchObject([
    { number: '000000000004', stopped_at: new Date('2026-03-05T02:00:00.000Z') },
  ]);
  expect((await list('late')).deadlines).toEqual([]);
  expect(await countClocks(database, { institution, now: new Date() })).toEqual([
    {
      regime: 'cn-nfra-2020',
      clock: 'decide',
      limit: 'legal',
      due: 2,
      paused: 0,
      breached: 1,
      waiting: 0,
      met: 2,
      late: 0,
    },
  ]);
});

test('no sealed text, key or commitment but that of a letter is in any row', async () => {
  await told(lives.toldInTime, lives.proposed, [lives.imported]);
  for (const model of ['cases', 'deadlines', 'sign-offs', 'registers', 'paths', 'returns'])
    for (const table of modelNamed(model).tables) {
      const text = JSON.stringify(
        await sql`select to_jsonb(one) from ${sql.table(table)} as one`.execute(database),
      );
      expect(text, table).not.toMatch(/sealed|"key"/);
    }
});

test('all of it is the same after a rebuild, row by row', async () => {
  const before = await allRows(database);
  for (const model of readModels(kinds).keys())
    await rebuild({ log, database, model: modelNamed(model) });
  expect(await allRows(database)).toEqual(before);
});

test('an event that cannot follow parks the case and leaves its rows as they stood', async () => {
  const institution = await told(lives.received);
  const stream = lives.streamNamed(institution, 1);
  const stray = { clock: 'other', at: '2026-03-05T02:00:00.000Z', inTime: true };
  await record(
    log,
    said(
      stream,
      [{ type: 'ClockStopped', data: { ...stray, dueAt: '2026-03-17T15:59:59.999Z' } }],
      2,
    ),
  );
  await project({ log, database });
  const parked = await database.selectFrom('read.parked').selectAll().execute();
  expect(parked.map(({ model, revision }) => [model, revision]).toSorted()).toEqual([
    ['cases', 2],
    ['deadlines', 2],
  ]);
  const { cases } = await listCases(database, query(institution));
  expect(cases).toMatchObject([{ revision: 1, status: 'open' }]);
});

test('a deadline names the version that counted it, another from when it is counted by another', async () => {
  const { regime, version: before } = story.decideClock;
  const adopted: Message = {
    type: 'RegimeVersionAdopted',
    data: { regime, before, after: '2027-01-01', article: 'art. 50', mark: 'V' },
  };
  const { dueAt, lastDay, countedTo, warnings, ladder, article, mark, trace } = story.decideClock;
  const promise = { dueAt, lastDay, countedTo, warnings, ladder, article, mark, trace };
  const moved: Message = {
    type: 'ClockMoved',
    data: {
      ...{ clock: 'decide', ...promise, startsAt: story.RECEIVED_AT, before: dueAt },
      ...{ because: 'new-version', basis: 2 },
    },
  };
  const life = [...lives.received, adopted];
  const breached = [...lives.received, lives.breach, adopted];
  const institution = await told(life, [...life, moved], breached);
  const versions = async (state: 'due' | 'breached') => {
    const { deadlines } = await listDeadlines(database, { institution, state, limit: 9 });
    return deadlines.map(({ version }) => version);
  };
  expect(await versions('due')).toEqual([before, '2027-01-01']);
  expect(await versions('breached')).toEqual([before]);
});
