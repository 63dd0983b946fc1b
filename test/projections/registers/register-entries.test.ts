import { describe, expect, test } from 'vitest';
import type { Message } from '../../../events/envelope.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { box } from '../../../bench/generated-events.ts';
import { readDatabase } from '../../../projections/database.ts';
import { rebuild } from '../../../projections/rebuild.ts';
import { listEntries } from '../../../projections/registers/register-list.ts';
import type { RegisterQuery } from '../../../projections/registers/register-list.ts';
import { REGISTER_NAMES } from '../../../projections/registers/registers.ts';
import type { RegisterName } from '../../../projections/registers/registers.ts';
import { UnknownCursor } from '../../../projections/cursor.ts';
import { withDatabase } from '../../with-database.ts';
import * as lives from '../lives.ts';
import * as told from './register-lives.ts';
import { modelNamed, project, record, rowsOf } from '../projected.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
let institutions = 0;

/** Tells lives in an institution of their own and projects them; the first is case 1. */
async function tell(...messages: readonly (readonly Message[])[]): Promise<string> {
  const institution = `bank${++institutions}`;
  await record(
    log,
    messages.flatMap((life, index) => lives.told(institution, index + 1, life)),
  );
  await project({ log, database });
  return institution;
}

async function list(
  institution: string,
  register: RegisterName,
  rest: Partial<RegisterQuery> = {},
) {
  return listEntries(database, { institution, register, limit: 100, ...rest });
}

/** The one entry that a life leaves in a register: how it stands and what it holds. */
async function entryOf(register: RegisterName, ...life: readonly Message[]) {
  const { entries } = await list(await tell(life), register);
  expect(entries).toHaveLength(1);
  const [entry] = entries;
  return { state: entry?.state, ...entry?.details };
}

describe('breaches', () => {
  test('stand open, are met late, or are revoked with the reason', async () => {
    expect(await entryOf('breaches', ...lives.breached)).toMatchObject({
      ...{ state: 'breached', clock: 'decide', limit: 'legal', of: 'clock' },
      ...{ article: 'Order 2020-3 art. 18, art. 43', metAt: null, because: null },
    });
    expect(await entryOf('breaches', ...told.metLate)).toMatchObject({
      state: 'met-late',
      metAt: '2026-03-20T02:00:00.000Z',
    });
    expect(await entryOf('breaches', ...lives.revoked)).toMatchObject({
      state: 'revoked',
      because: 'satisfied-in-time-recorded-late',
      metAt: null,
    });
    const moved = lives.movedAndRevoked('2026-05-20T15:59:59.999Z');
    expect(await entryOf('breaches', ...moved)).toMatchObject({
      ...{ state: 'revoked', because: 'fact-corrected', dueAt: '2026-03-17T15:59:59.999Z' },
    });
    const afterMove = (at: string) => told.stoppedLate(at, '2026-03-18T15:59:59.999Z');
    const stops = ['2026-03-20T02:00:00.000Z', '2026-03-21T02:00:00.000Z'].map(afterMove);
    expect(await entryOf('breaches', ...lives.breached, ...stops)).toMatchObject({
      ...{
        state: 'met-late',
        metAt: '2026-03-21T02:00:00.000Z',
        dueAt: '2026-03-17T15:59:59.999Z',
      },
    });
  });

  test('of the steps that a marker asks for stand among them', async () => {
    expect(await entryOf('breaches', ...told.marked, told.overdue)).toMatchObject({
      ...{ state: 'breached', clock: 'brief-the-head', of: 'marker', marking: 2 },
    });
    expect(await entryOf('breaches', ...told.marked, told.overdue, told.notOverdue)).toMatchObject({
      state: 'revoked',
      because: 'done-in-time-recorded-late',
    });
  });
});

test('escalations say to whom, why and by whom', async () => {
  expect(await entryOf('escalations', ...told.escalated)).toEqual({
    ...{ state: 'raised', to: 'supervisor', because: 'time' },
    ...{ clock: 'decide', percent: 70, by: 'redress' },
  });
});

test('ends that no letter told wait until it is ordered again, or they are told another way', async () => {
  expect(await entryOf('letters-not-sent', ...told.notTold)).toEqual({
    ...{ state: 'waiting', order: 4, raisedTo: 'supervisor', channel: null },
  });
  expect(await entryOf('letters-not-sent', ...told.notTold, told.orderedAgain)).toMatchObject({
    state: 'ordered',
  });
  expect(await entryOf('letters-not-sent', ...told.notTold, told.endTold)).toMatchObject({
    state: 'told',
    channel: 'email',
  });
});

test('extensions are requested, then granted by somebody under an article, refused, or lapsed', async () => {
  expect(await entryOf('extensions', ...told.extensionRequested)).toMatchObject({
    ...{ state: 'requested', clock: 'decide', step: 'complex', requestedBy: 'hana' },
    ...{ decidedBy: null, article: null, dueAt: null },
  });
  expect(await entryOf('extensions', ...told.extensionGranted)).toMatchObject({
    ...{ state: 'granted', decidedBy: 'heide', rank: 'head', article: 'Order 2020-3 art. 18' },
    ...{ before: '2026-03-17T15:59:59.999Z', dueAt: '2026-05-01T15:59:59.999Z' },
  });
  expect(await entryOf('extensions', ...told.extensionRefused)).toMatchObject({
    state: 'refused',
    decidedBy: 'heide',
  });
  expect(await entryOf('extensions', ...told.extensionLapsed)).toMatchObject({
    state: 'lapsed',
    because: 'clock-breached',
  });
});

describe('remedies', () => {
  test('are proposed, promised by sign-off, delivered and checked', async () => {
    const money = { kind: 'money', amount: '300.00', currency: 'CNY', instance: 'decision' };
    expect(await entryOf('remedies', ...lives.proposed)).toMatchObject({
      ...{ state: 'proposed', promisedAt: null },
      ...money,
    });
    expect(await entryOf('remedies', ...lives.signedOff)).toMatchObject({
      ...{ state: 'promised', ...money },
    });
    expect(await entryOf('remedies', ...told.delivered)).toMatchObject({
      ...{ state: 'delivered', deliveredAt: '2026-03-09T02:00:00.000Z', deliveredBy: 'hana' },
    });
    expect(await entryOf('remedies', ...told.checked('delivered'))).toMatchObject({
      ...{ state: 'checked', checkedBy: 'sun', found: 'delivered' },
    });
    expect(await entryOf('remedies', ...told.checked('not-delivered'))).toMatchObject({
      ...{ state: 'promised', found: 'not-delivered', deliveredAt: null },
    });
  });

  test('come to nothing with their decision, save what was delivered', async () => {
    expect(await entryOf('remedies', ...lives.returned)).toMatchObject({ state: 'void' });
    expect(await entryOf('remedies', ...told.reopened(lives.signedOff))).toMatchObject({
      state: 'void',
    });
    expect(await entryOf('remedies', ...told.reopened(told.delivered))).toMatchObject({
      state: 'delivered',
    });
  });

  test('of a review are promised by its sign-off, and come to nothing with what was proposed', async () => {
    for (const [state, life] of [
      ['proposed', told.reviewProposed],
      ['promised', told.reviewSignedOff],
      ['void', told.reviewReturned],
      ['void', told.reviewVoided],
      ['promised', told.reviewDecidedAlone],
    ] as const) {
      const { entries } = await list(await tell(life), 'remedies');
      const ofReview = entries.filter(({ details }) => details['instance'] === 'review');
      expect(ofReview).toMatchObject([{ state, details: { kind: 'refund', amount: '12.30' } }]);
      expect(ofReview[0]?.details['promisedAt'] === null).toBe(state !== 'promised');
    }
  });

  test('keep the place that their decision gives them, and those in the letter need no delivery', async () => {
    const institution = await tell(told.threeRemedies);
    const { entries } = await list(institution, 'remedies');
    expect(
      entries.map(({ place, state, details }) => [place, state, details['kind']]).toSorted(),
    ).toEqual([
      [1, 'delivered', 'refund'],
      [2, 'by-letter', 'apology'],
    ]);
  });
});

test('satisfaction is what an answered survey says', async () => {
  expect(await entryOf('satisfaction', ...told.surveyed)).toMatchObject({
    state: 'sent',
    satisfaction: null,
  });
  expect(await entryOf('satisfaction', ...told.answered(4))).toMatchObject({
    ...{ state: 'answered', satisfaction: 4, recordedBy: 'hana' },
  });
});

test('the non-routine register holds marker, persons and steps', async () => {
  expect(await entryOf('non-routine', ...told.marked)).toMatchObject({
    ...{ state: 'suspected', marker: 'suspected-illegal-agent', raisedBy: 'hana' },
    ...{ steps: ['brief-the-head'], done: [], overdue: false },
  });
  expect(await entryOf('non-routine', ...told.marked, told.confirmed)).toMatchObject({
    ...{ state: 'confirmed', confirmedBy: 'sun' },
  });
  const overdue = [...told.marked, told.overdue];
  expect(await entryOf('non-routine', ...overdue)).toMatchObject({ overdue: true });
  expect(
    await entryOf('non-routine', ...overdue, told.notOverdue, told.stepDone, told.lifted),
  ).toMatchObject({
    ...{ state: 'lifted', liftedBy: 'sun', done: ['brief-the-head'], overdue: false },
  });
});

test('new facts hold who recorded them, who answers by when, and the answer', async () => {
  const asked = { recordedBy: 'hana', dueAt: '2026-03-04T02:00:00.000Z', rank: null };
  expect(await entryOf('new-facts', ...told.facts)).toMatchObject({
    ...{ state: 'waiting', ...asked, answeredBy: null, overdue: false },
  });
  const late = [...told.facts, told.leftUnconfirmed];
  expect(await entryOf('new-facts', ...late)).toMatchObject({ state: 'waiting', overdue: true });
  expect(await entryOf('new-facts', ...late, told.factsConfirmed)).toMatchObject({
    ...{ state: 'confirmed', answeredBy: 'sun', overdue: true },
  });
  expect(await entryOf('new-facts', ...told.facts, told.factsDismissed)).toMatchObject({
    ...{ state: 'dismissed', answeredBy: 'sun' },
  });
});

test('links hold the other case, from either side, and its answer', async () => {
  expect(await entryOf('links', ...told.linked)).toMatchObject({
    ...{ state: 'asked', kind: 'repeat', other: '000000000009', direction: 'to', by: 'hana' },
  });
  expect(await entryOf('links', ...told.linked, told.linkConfirmed)).toMatchObject({
    state: 'confirmed',
  });
  expect(await entryOf('links', ...told.merging, told.mergeRefused)).toMatchObject({
    ...{ state: 'refused', kind: 'merge', code: 'merging-itself' },
  });
  expect(await entryOf('links', ...lives.received, told.mergeAccepted)).toMatchObject({
    ...{ state: 'confirmed', kind: 'merge', other: '000000000007', direction: 'from' },
  });
  const { entries } = await list(await tell([...told.possible, told.dismissed]), 'links');
  expect(entries.map(({ state, details }) => [details['other'], state]).toSorted()).toEqual([
    ['000000000003', 'possible'],
    ['000000000004', 'dismissed'],
  ]);
});

test('regulator requests are open until they are answered', async () => {
  expect(await entryOf('regulator-requests', ...told.asked)).toMatchObject({
    ...{ state: 'open', regulator: 'nfra-shenzhen', replyBy: '2026-03-12T15:59:59.999Z' },
  });
  expect(await entryOf('regulator-requests', ...told.asked, told.replied)).toMatchObject({
    ...{ state: 'answered', repliedAt: '2026-03-10T02:00:00.000Z' },
  });
  expect(await entryOf('regulator-requests', ...told.asked, told.askedEarlier)).toMatchObject({
    ...{ state: 'open', receivedAt: '2026-03-04T02:00:00.000Z' },
  });
});

describe('a list of a register', () => {
  test('shows an institution its own entries only, newest first, narrowed as asked', async () => {
    await tell(lives.breached);
    const institution = await tell(lives.breached, told.breachedOf('mortgage', 'cards'));
    const numbers = async (rest: Partial<RegisterQuery>) => {
      const { entries } = await list(institution, 'breaches', rest);
      return entries.map(({ number }) => Number(number));
    };
    expect(await numbers({})).toEqual([2, 1]);
    expect(await numbers({ product: 'mortgage' })).toEqual([2]);
    expect(await numbers({ unit: 'branch-0755' })).toEqual([1]);
    expect(await numbers({ state: 'revoked' })).toEqual([]);
    const { entries } = await list(institution, 'breaches');
    const at = entries[0]?.occurred_at ?? new Date(0);
    expect(await numbers({ from: at })).toEqual([2]);
    expect(await numbers({ before: at })).toEqual([1]);
  });

  test('turns pages without leaving any out, and refuses the cursor of another register', async () => {
    const institution = await tell(...Array.from({ length: 7 }, () => lives.breached));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(institution, 'breaches', {
        limit: 3,
        ...(after === null ? {} : { after }),
      });
      seen.push(...page.entries.map(({ number }) => number));
      after = page.next;
    } while (after !== null);
    expect(seen.toSorted()).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    const { next } = await list(institution, 'breaches', { limit: 3 });
    await expect(list(institution, 'links', { after: next ?? '' })).rejects.toBeInstanceOf(
      UnknownCursor,
    );
  });
});

test('nothing sealed and no key stands in any entry', async () => {
  const rows = JSON.stringify(await rowsOf(database, 'read.register_entries'));
  expect(rows).not.toMatch(/sealed|"key"|commitment/);
  for (const secret of ['Say when.', '2026-000123', 'Wang'])
    expect(rows).not.toContain(box(secret).sealed);
});

test('entries are the same after a rebuild, row by row, of every register', async () => {
  const before = await rowsOf(database, 'read.register_entries');
  const named = new Set(before.map((row) => (row as { register: string }).register));
  expect([...named].toSorted()).toEqual(REGISTER_NAMES.toSorted());
  await rebuild({ log, database, model: modelNamed('registers') });
  expect(await rowsOf(database, 'read.register_entries')).toEqual(before);
});
