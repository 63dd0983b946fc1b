import { describe, expect, test } from 'vitest';
import { count } from '../../../workflows/calendar.ts';
import {
  DUE_AT,
  RECEIVED_AT,
  TUESDAY,
  box,
  clara,
  decideClock,
  given,
  intake,
  received,
} from './a-case.ts';

const receive = (changes: object = {}) =>
  ({ type: 'ReceiveComplaint', data: { ...intake, ...changes } }) as const;
const now = { at: TUESDAY, by: clara };

describe('receiving a complaint', () => {
  test('starts the clock of Order 2020-3: fifteen natural days, the start day not counted', () => {
    given()
      .when(receive(), now)
      .then([
        { type: 'ComplaintReceived', data: intake },
        { type: 'ClockStarted', data: decideClock },
      ]);
  });

  test('binds the case to the version in effect when the complaint was received', () => {
    given()
      .when(receive({ receivedAt: '2020-02-29T15:59:59.999Z' }), now)
      .then({ refused: 'unknown-regime' });
    given()
      .when(receive({ receivedAt: '2020-02-29T16:00:00.000Z' }), now)
      .then(['ComplaintReceived', { type: 'ClockStarted', data: { version: '2020-03-01' } }]);
  });

  test('under a regime nobody knows is refused', () => {
    given()
      .when(receive({ regime: 'atlantis' }), now)
      .then({ refused: 'unknown-regime' });
  });

  test('later than now is refused', () => {
    given()
      .when(receive({ receivedAt: '2026-03-03T02:00:00.001Z' }), now)
      .then({ refused: 'received-in-the-future' });
  });

  test('the same again changes nothing, however the case stands', () => {
    given(received).when(receive(), now).then([]);
    const closed = [
      ...received,
      { type: 'ComplaintWithdrawn', data: { withdrawnAt: TUESDAY, by: 'clara' } },
    ] as const;
    given(closed).when(receive(), now).then([]);
  });

  test('the same reference with other content is refused', () => {
    given(received)
      .when(receive({ narrative: box('More to say.') }), now)
      .then({ refused: 'complaint-already-received' });
  });

  test('the same again, with more of its likes found since, changes nothing', () => {
    given(received)
      .when(receive({ possibleDuplicates: ['0123456789AB'] }), now)
      .then([]);
  });

  test('a joint complaint of twenty is a mass complaint, of nineteen is none (art. 29)', () => {
    const joint = (complainants: number, channel: 'branch' | 'phone' = 'branch') =>
      receive({ channel, joint: { complainants } });
    const marked = (article: string, mark: string) => [
      ...['ComplaintReceived', 'ClockStarted'],
      { type: 'NonRoutineMarked', data: { marker: 'mass', because: 'rule', article, mark } },
      'CaseEscalated',
    ];
    given().when(joint(19), now).then(['ComplaintReceived', 'ClockStarted']);
    given().when(joint(20), now).then(marked('Order 2020-3 art. 29', 'V'));
    // Of those who do not come face to face the article says nothing: that is the house's own.
    given().when(joint(19, 'phone'), now).then(['ComplaintReceived', 'ClockStarted']);
    given()
      .when(joint(20, 'phone'), now)
      .then(marked('house proposal: art. 29 speaks of those who come face to face', 'P'));
  });

  test('another reference under the same case number is refused', () => {
    given(received)
      .when(receive({ reference: box('2026-000124') }), now)
      .then({ refused: 'case-number-collision' });
    given(received)
      .when(receive({ source: 'branch' }), now)
      .then({ refused: 'case-number-collision' });
  });
});

describe('a complaint that the American regulator passed on', () => {
  const cfpb = (sentToFirmAt?: string) =>
    receive({
      regime: 'us-cfpb',
      receivedAt: '2026-02-02T17:00:00.000Z',
      ...(sentToFirmAt === undefined ? {} : { sentToFirmAt }),
    });
  const later = { at: '2026-03-03T17:00:00.000Z', by: clara };

  test('counts its fifteen days from the day it was sent to the firm, not from receipt', () => {
    given()
      .when(cfpb('2026-03-02T17:00:00.000Z'), later)
      .then([
        'ComplaintReceived',
        {
          type: 'ClockStarted',
          data: {
            clock: 'respond',
            startsAt: '2026-03-02T17:00:00.000Z',
            lastDay: '2026-03-17',
            dueAt: '2026-03-18T03:59:59.999Z',
          },
        },
      ]);
  });

  test('that was received by the firm itself counts from there', () => {
    given()
      .when(cfpb(), later)
      .then(['ComplaintReceived', { type: 'ClockStarted', data: { lastDay: '2026-02-17' } }]);
  });

  test('cannot have been sent before it was received, nor later than now', () => {
    given().when(cfpb('2026-02-02T16:59:59.999Z'), later).then({ refused: 'sent-before-received' });
    given().when(cfpb('2026-03-03T17:00:00.001Z'), later).then({ refused: 'sent-in-the-future' });
  });
});

describe('a complaint taken in late', () => {
  const at = '2026-03-13T08:00:00.000Z';

  test('gets only the warnings that are still to come, and is raised at once where that is overdue', () => {
    const late = given().after(receive(), { at, by: clara });
    given(late).awaits({
      'decide-warning-80@1': '2026-03-14T13:05:59.999Z',
      'decide-raise-supervisor@1': at,
      'decide-raise-head@1': '2026-03-16T02:32:59.999Z',
      'decide-raise-executive@1': DUE_AT,
      'decide-breach@1': DUE_AT,
    });
  });

  test('after its last day is breached when it was due, not when it was taken in', () => {
    const after = given().after(receive(), { at: '2026-04-01T08:00:00.000Z', by: clara });
    given(after).awaits({
      'decide-raise-supervisor@1': '2026-04-01T08:00:00.000Z',
      'decide-raise-head@1': '2026-04-01T08:00:00.000Z',
      'decide-raise-executive@1': '2026-04-01T08:00:00.000Z',
      'decide-breach@1': DUE_AT,
    });
  });
});

test('every command but the intake needs a case', () => {
  given().when({ type: 'CloseCase', data: {} }, now).then({ refused: 'no-such-case' });
  given()
    .when({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: TUESDAY })
    .then({ refused: 'no-such-case' });
});

test('a new case awaits its warnings, its ladder and its breach, by the revision of the clock’s start', () => {
  given(received).awaits({
    'decide-warning-50@1': '2026-03-09T20:44:59.999Z',
    'decide-warning-80@1': '2026-03-14T13:05:59.999Z',
    'decide-raise-supervisor@1': '2026-03-12T23:38:59.999Z',
    'decide-raise-head@1': '2026-03-16T02:32:59.999Z',
    'decide-raise-executive@1': DUE_AT,
    'decide-breach@1': DUE_AT,
  });
  given(received).asks([]);
});

test('a later start never gives an earlier deadline', () => {
  const dues = Array.from({ length: 96 }, (_, hour) => {
    const start = new Date(Date.parse(RECEIVED_AT) + hour * 3_600_000).toISOString();
    return count(start, { count: 15, unit: 'day' }, 'America/New_York', false).dueAt;
  });
  expect(dues.toSorted()).toEqual(dues);
});
