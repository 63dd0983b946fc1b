import { expect, test } from 'vitest';
import type { Message } from '../../../events/envelope.ts';
import { box } from '../../../bench/generated-events.ts';
import { askedPeriod } from '../../../projections/returns/asked-period.ts';
import { leftOut } from '../../../projections/returns/return-form.ts';
import { ukDisp } from '../../../projections/returns/uk-disp.ts';
import * as story from '../../workflows/complaint/a-case.ts';
import { placedIn } from './known.ts';
import { classifiedAs, noComplaint, receivedAs } from './return-lives.ts';

/** Received on 30 June 2026 late in the evening of London, when it is July in Shanghai. */
const RECEIVED = '2026-06-30T21:30:00.000Z';

const LONDON = { zone: 'Europe/London' };
const received: readonly Message[] = receivedAs({
  receivedAt: RECEIVED,
  regime: 'uk-fca-disp',
}).map(({ type, data }) => ({
  type,
  data: { ...data, ...(type === 'ClockStarted' ? LONDON : {}) },
}));
function toldOn(toldAt: string, outcome = 'upheld'): readonly Message[] {
  const [proposed, signedOff, told] = [story.proposed[5], story.signedOff[6], story.told[7]];
  if (proposed === undefined || signedOff === undefined || told === undefined)
    throw new RangeError('The story is shorter than it was.');
  const proposal = received.length;
  return [
    ...received,
    { type: 'DecisionProposed', data: { ...proposed.data, outcome } },
    { type: 'DecisionSignedOff', data: { ...signedOff.data, proposal } },
    { type: 'ComplainantTold', data: { ...told.data, proposal, toldAt } },
  ];
}

const paid = (deliveredAt: string): Message => ({
  type: 'RemedyDelivered',
  data: { decision: 2, remedy: 0, deliveredAt, evidence: box('Transfer.'), by: 'hana' },
});
const reopened: Message = {
  type: 'CaseReopened',
  data: {
    ...{ disputedAt: '2027-01-10T10:00:00.000Z', reasons: box('Not enough.') },
    ...{ article: 'DISP 1.6', mark: 'V', by: 'chen' },
  },
};

const H1 = '2026-H1';
const H2 = '2026-H2';
const opened = ['opened:all=1', 'opened-by-product:unclassified=1'];

test('a complaint still open is opened in one half-year and outstanding in the next', () => {
  expect(placedIn(ukDisp, H1, received)).toEqual([...opened, 'outstanding-at-end:all=1']);
  expect(placedIn(ukDisp, H2, received)).toEqual([
    'outstanding-at-start:all=1',
    'outstanding-at-end:all=1',
  ]);
  expect(placedIn(ukDisp, '2025-H2', received)).toEqual([]);
});

test.each([
  ['2026-08-25T22:59:59.999Z', 'within-8-weeks'],
  ['2026-08-25T23:00:00.000Z', 'over-8-weeks'],
])('told at %s it is closed %s of receipt, by the days of London', (toldAt, row) => {
  expect(placedIn(ukDisp, H2, toldOn(toldAt))).toEqual([
    'outstanding-at-start:all=1',
    'closed:all=1',
    `closed-by-age:${row}=1`,
    'closed-by-outcome:upheld=1',
  ]);
});

test.each([
  ['partly-upheld', 'upheld'],
  ['not-upheld', 'not-upheld'],
  ['settled', 'settled'],
])('an outcome of %s is closed as %s', (outcome, row) => {
  expect(placedIn(ukDisp, H2, toldOn('2026-07-10T10:00:00.000Z', outcome))).toContain(
    `closed-by-outcome:${row}=1`,
  );
});

test('what is resolved early is closed by a summary, whatever its age', () => {
  const ending: Message = {
    type: 'EndedWithoutDecision',
    data: {
      ...{ ending: 'summary-resolution', ground: 'early-resolution', article: 'DISP 1.5' },
      ...{ mark: 'V', at: '2026-07-02T10:00:00.000Z', reasons: box('Accepted.'), by: 'hana' },
    },
  };
  expect(placedIn(ukDisp, H2, [...received, ending])).toEqual([
    'outstanding-at-start:all=1',
    'closed:all=1',
    'closed-by-age:by-summary-resolution=1',
    'closed-by-outcome:without-decision=1',
  ]);
});

test('redress counts when it is paid, in its currency, and no longer when it was not', () => {
  const told = toldOn('2026-07-10T10:00:00.000Z');
  const life = [...told, paid('2027-02-01T10:00:00.000Z')];
  expect(placedIn(ukDisp, H2, life)).not.toContainEqual(expect.stringMatching(/^redress/));
  expect(placedIn(ukDisp, '2027-H1', life)).toEqual(['redress-paid:CNY=300.00']);
  const found = { decision: 2, remedy: 0, found: 'not-delivered', by: 'sun' };
  expect(placedIn(ukDisp, '2027-H1', [...life, { type: 'RemedyChecked', data: found }])).toEqual(
    [],
  );
});

test('redress that a review promises counts like any other, unless the review came to nothing', () => {
  const refund = { kind: 'refund', money: { amount: '12.30', currency: 'GBP' } };
  const told = toldOn('2026-07-10T10:00:00.000Z');
  const review: Message = {
    type: 'ReviewProposed',
    data: {
      ...{ outcome: 'changed', process: 'faulty', timeliness: 'late', remedies: [refund] },
      ...{ reasons: box('r'), letter: story.letter, by: 'renata' },
    },
  };
  const delivered = { ...paid('2026-09-01T10:00:00.000Z') };
  const ofReview = { ...delivered, data: { ...delivered.data, decision: told.length } };
  expect(placedIn(ukDisp, H2, [...told, review, ofReview])).toContain('redress-paid:GBP=12.30');
  const voided = { type: 'ReviewVoided', data: { proposal: told.length, because: 'reassigned' } };
  expect(placedIn(ukDisp, H2, [...told, review, voided, ofReview])).not.toContain(
    'redress-paid:GBP=12.30',
  );
});

test('a reopened complaint is opened once more, and its first closing stands', () => {
  const life = [...toldOn('2026-07-10T10:00:00.000Z'), reopened];
  expect(placedIn(ukDisp, H2, life)).toContain('closed:all=1');
  expect(placedIn(ukDisp, '2027-H1', life)).toEqual([...opened, 'outstanding-at-end:all=1']);
});

test('a decision that the complainant rejects has closed nothing', () => {
  const rejected: Message = {
    type: 'DecisionRejected',
    data: {
      ...{ proposal: 2, rejectedAt: '2026-07-12T10:00:00.000Z' },
      ...{ reasons: box('No.'), by: 'hana' },
    },
  };
  expect(placedIn(ukDisp, H2, [...toldOn('2026-07-10T10:00:00.000Z'), rejected])).toEqual([
    'outstanding-at-start:all=1',
    'outstanding-at-end:all=1',
  ]);
});

test('no complaint, a merged one and one of another regime are not counted', () => {
  expect(placedIn(ukDisp, H1, [...received, noComplaint])).toEqual([]);
  const merged = { type: 'CaseMerged', data: { merge: 2, into: '000000000009' } };
  expect(placedIn(ukDisp, H1, [...received, merged])).toEqual([]);
  expect(placedIn(ukDisp, H1, receivedAs({ receivedAt: RECEIVED }))).toEqual([]);
});

test('it counts as an overlay, and by its product', () => {
  const life = [
    ...receivedAs({ receivedAt: '2026-06-01T10:00:00.000Z', overlays: ['uk-fca-disp'] }),
    classifiedAs('mortgage'),
  ];
  expect(placedIn(ukDisp, H1, life)).toContain('opened-by-product:mortgage=1');
});

test('what PS25/19 asks for and nothing tells is said of the periods it holds for, as read at second hand', () => {
  const named = (period: string) => leftOut(ukDisp, askedPeriod(ukDisp, period));
  expect(named('2026-H2')).toEqual([]);
  const told = named('2027-H1');
  expect(told.map(({ article, mark }) => [article, mark])).toEqual(
    told.map(() => ['PS25/19', 'S']),
  );
  const words = told.map(({ what }) => what.en).join(' ');
  for (const word of ['products and issues', 'vulnerable', 'context', 'permission', '1 July 2027'])
    expect(words).toContain(word);
  for (const { what } of told) expect(what.zh).toMatch(/\p{Script=Han}/u);
});
