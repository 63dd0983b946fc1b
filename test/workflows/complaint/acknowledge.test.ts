import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import type { TellingChannel } from '../../../events/complaint/decision-codes.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  RECEIVED_AT,
  TUESDAY,
  box,
  clara,
  given,
  hana,
  head,
  intake,
  receivedUnder,
  sun,
} from './a-case.ts';

/** RG 271: one business day in Sydney from Monday 2 March 2026. */
const DUE_AT: Instant = '2026-03-03T12:59:59.999Z';
const ORDERED_AT = TUESDAY;
const LATE: Instant = '2026-03-05T02:00:00.000Z';
const HOUR = 3_600_000;

type Events = readonly ComplaintEvent[];
const moved = (at: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(at) + milliseconds).toISOString();
const order = { type: 'AcknowledgeComplaint', data: {} } as const;
const otherwise = (acknowledgedAt: Instant, channel: TellingChannel = 'phone') =>
  ({ type: 'AcknowledgeComplaint', data: { channel, acknowledgedAt } }) as const;
const sent = (sentAt: Instant, of: number) =>
  ({
    type: 'RecordLetterSent',
    data: { letter: 'acknowledgement', order: of, sentAt, commitment: 'ab' },
  }) as const;
const failed = (of: number) =>
  ({ type: 'RecordLetterFailed', data: { letter: 'acknowledgement', order: of } }) as const;
const breach = { type: 'RecordBreach', data: { clock: 'acknowledge' } } as const;
const at = (instant: Instant) => ({ at: instant });

const received: Events = receivedUnder('au-asic-rg271');
const ORDER = received.length;
const ordered = given(received).after(order, { at: ORDERED_AT, by: clara });
const breached = given(ordered).after(breach, at(DUE_AT));
const clockOf = (events: Events) =>
  given(events)
    .state()
    .clocks.find(({ name }) => name === 'acknowledge');

/** All five attempts failed, an hour apart. */
function failedForGood(events: Events, from: Instant): Events {
  let stands = events;
  for (const attempt of [0, 1, 2, 3, 4]) {
    const now = moved(from, attempt * HOUR);
    if (attempt > 0)
      stands = given(stands).after(
        { type: 'RetryLetter', data: { order: lastOrder(stands) } },
        at(now),
      );
    stands = given(stands).after(failed(lastOrder(stands)), at(now));
  }
  return stands;
}

function lastOrder(events: Events): number {
  return events.findLastIndex(({ type }) => type === 'LetterOrdered');
}

describe('acknowledging by letter', () => {
  test('orders the letter, and meets nothing before it has gone out', () => {
    given(received)
      .when(order, { at: ORDERED_AT, by: clara })
      .then([
        {
          type: 'LetterOrdered',
          data: { letter: 'acknowledgement', about: 0, attempt: 1, at: ORDERED_AT },
        },
      ]);
    given(ordered).asks([`letter-acknowledgement@${ORDER}`]);
    expect(given(ordered).state()).toMatchObject({ acknowledged: false });
    expect(clockOf(ordered)).toMatchObject({ dueAt: DUE_AT, stopped: false });
    given(ordered).when(breach, at(DUE_AT)).then(['DeadlineBreached']);
  });

  test('again while it is on its way, or once it has gone out, changes nothing', () => {
    const retried = given(ordered).after(failed(ORDER), at(ORDERED_AT));
    const gone = given(ordered).after(sent(ORDERED_AT, ORDER), at(ORDERED_AT));
    for (const events of [ordered, retried, gone])
      given(events).when(order, { at: LATE, by: hana }).then([]);
  });

  test('meets its clock at the very instant it is due, and a millisecond later no more', () => {
    for (const [sentAt, inTime] of [
      [DUE_AT, true],
      [moved(DUE_AT, 1), false],
    ] as const)
      given(ordered)
        .when(sent(sentAt, ORDER), at(LATE))
        .then([
          'LetterSent',
          {
            type: 'ComplaintAcknowledged',
            data: { by: 'redress', at: sentAt, channel: 'post' },
          },
          {
            type: 'ClockStopped',
            data: { clock: 'acknowledge', at: sentAt, inTime, satisfiedBy: ['acknowledged'] },
          },
        ]);
  });

  test('went out not before its order and not later than now, whatever the writer’s clock says', () => {
    for (const [stated, acknowledgedAt] of [
      [moved(ORDERED_AT, -1), ORDERED_AT],
      [moved(LATE, 1), LATE],
    ] as const)
      given(ordered)
        .when(sent(stated, ORDER), at(LATE))
        .then([
          { type: 'LetterSent', data: { sentAt: stated } },
          { type: 'ComplaintAcknowledged', data: { at: acknowledgedAt } },
          'ClockStopped',
        ]);
  });

  test('sent in time and recorded after the breach revokes it; sent late it does not', () => {
    given(breached)
      .when(sent(DUE_AT, ORDER), at(LATE))
      .then([
        'LetterSent',
        'ComplaintAcknowledged',
        {
          type: 'BreachRevoked',
          data: { clock: 'acknowledge', because: 'satisfied-in-time-recorded-late' },
        },
        { type: 'ClockStopped', data: { inTime: true } },
      ]);
    given(breached)
      .when(sent(moved(DUE_AT, 1), ORDER), at(LATE))
      .then([
        'LetterSent',
        'ComplaintAcknowledged',
        { type: 'ClockStopped', data: { inTime: false } },
      ]);
  });

  test('that failed for good raises the case, leaves the clock to be breached, and may be ordered anew', () => {
    const gone = failedForGood(ordered, ORDERED_AT);
    expect(gone.slice(-2)).toMatchObject([
      { type: 'LetterFailed', data: { attempt: 5, retryAt: null } },
      { type: 'CaseEscalated', data: { to: 'supervisor', because: 'notice-not-sent' } },
    ]);
    given(gone).asks([]);
    given(gone).when(breach, at(DUE_AT)).then(['DeadlineBreached']);
    const late = given(gone).after(breach, at(DUE_AT));
    for (const events of [gone, late]) {
      const anew = given(events).after(order, { at: LATE, by: clara });
      given(anew).asks([`letter-acknowledgement@${events.length}`]);
      given(anew)
        .when(sent(LATE, events.length), at(LATE))
        .then([
          'LetterSent',
          { type: 'ComplaintAcknowledged', data: { at: LATE } },
          { type: 'ClockStopped', data: { inTime: false } },
        ]);
    }
  });

  test('meets a clock that waits for its calendar', () => {
    const rules = ruleBook(readShelf(REGIMES));
    const data = { ...intake, regime: 'au-asic-rg271' };
    const when = { at: TUESDAY, by: clara, rules };
    const waiting = given().after({ type: 'ReceiveComplaint', data }, when);
    const letter = given(waiting).after(order, when);
    given(letter)
      .when(sent(DUE_AT, waiting.length), { ...at(LATE), rules })
      .then([
        'LetterSent',
        'ComplaintAcknowledged',
        { type: 'WaitingClockMet', data: { clock: 'acknowledge', at: DUE_AT } },
      ]);
  });

  test('once sent bounds the receipt; on its way it does so already', () => {
    const correct = (instant: Instant) =>
      ({
        type: 'CorrectFact',
        data: { fact: 'received-at', at: instant, reasons: box('Misread.') },
      }) as const;
    const gone = given(ordered).after(sent(DUE_AT, ORDER), at(LATE));
    for (const [events, done] of [
      [ordered, ORDERED_AT],
      [gone, DUE_AT],
    ] as const) {
      const now = { at: LATE, by: sun };
      given(events)
        .when(correct(moved(done, 1)), now)
        .then({ refused: 'received-after-handling' });
      const corrected = given(events).after(correct(done), now);
      expect(corrected[events.length]).toMatchObject({ type: 'FactCorrected' });
    }
  });
});

describe('acknowledging another way', () => {
  const now = { at: LATE, by: clara };

  test('orders no letter; the clock stops when the complainant was told', () => {
    for (const [instant, inTime] of [
      [DUE_AT, true],
      [moved(DUE_AT, 1), false],
    ] as const)
      given(received)
        .when(otherwise(instant), now)
        .then([
          {
            type: 'ComplaintAcknowledged',
            data: { by: 'clara', at: instant, channel: 'phone' },
          },
          { type: 'ClockStopped', data: { clock: 'acknowledge', at: instant, inTime } },
        ]);
  });

  test('is not before the receipt and not later than now', () => {
    for (const instant of [moved(RECEIVED_AT, -1), moved(LATE, 1)])
      given(received).when(otherwise(instant), now).then({ refused: 'acknowledged-out-of-order' });
    given(received)
      .when(otherwise(RECEIVED_AT), now)
      .then(['ComplaintAcknowledged', 'ClockStopped']);
  });

  test('is not by phone where a rule asks for writing (FA (CHR) Regs 5(3)(a))', () => {
    const written = receivedUnder('sg-mas-2021');
    given(written).when(otherwise(TUESDAY), now).then({ refused: 'not-in-lasting-form' });
    given(written)
      .when(otherwise(TUESDAY, 'email'), now)
      .then(['ComplaintAcknowledged', { type: 'ClockStopped', data: { inTime: true } }]);
  });

  test('is recorded once, while a letter is on its way or has failed for good', () => {
    for (const events of [ordered, failedForGood(ordered, ORDERED_AT)]) {
      const told = given(events).after(otherwise(DUE_AT), now);
      expect(told.slice(events.length).map(({ type }) => type)).toEqual([
        'ComplaintAcknowledged',
        'ClockStopped',
      ]);
      for (const again of [otherwise(TUESDAY), order]) given(told).when(again, now).then([]);
    }
  });

  test('needs no letter any more: one that fails is not tried again, and raises nothing', () => {
    const told = given(ordered).after(otherwise(DUE_AT), now);
    given(told)
      .when(failed(ORDER), at(LATE))
      .then([{ type: 'LetterFailed', data: { attempt: 1, retryAt: null } }]);
    const retried = given(ordered).after(failed(ORDER), at(ORDERED_AT));
    given(given(retried).after(otherwise(DUE_AT), now))
      .when({ type: 'RetryLetter', data: { order: ORDER } }, at(LATE))
      .then([{ type: 'LetterFailed', data: { retryAt: null } }]);
    given(told).when(sent(LATE, ORDER), at(LATE)).then(['LetterSent']);
  });

  test('undoes a breach on record only by somebody who leads and never handled the case', () => {
    const late = given(received).after(breach, at(DUE_AT));
    const assigned = given(late).after(
      { type: 'AssignCase', data: { handler: 'hana', unit: 'consumer-protection' } },
      { at: LATE, by: sun },
    );
    for (const by of [clara, hana, { ...sun, id: 'hana' }])
      given(assigned).when(otherwise(DUE_AT), { at: LATE, by }).then({ refused: 'takes-a-lead' });
    given(assigned)
      .when(otherwise(DUE_AT), { at: LATE, by: head })
      .then([
        'ComplaintAcknowledged',
        'BreachRevoked',
        { type: 'ClockStopped', data: { inTime: true } },
      ]);
    given(assigned)
      .when(otherwise(moved(DUE_AT, 1)), { at: LATE, by: hana })
      .then(['ComplaintAcknowledged', { type: 'ClockStopped', data: { inTime: false } }]);
  });
});

describe('what an older release recorded', () => {
  /** The order of the letter was the acknowledgement. */
  const older: Events = [
    ...received,
    { type: 'ComplaintAcknowledged', data: { by: 'clara', at: ORDERED_AT } },
    {
      type: 'LetterOrdered',
      data: { letter: 'acknowledgement', about: received.length, attempt: 1 },
    },
    {
      type: 'ClockStopped',
      data: { clock: 'acknowledge', at: ORDERED_AT, dueAt: DUE_AT, inTime: true },
    },
  ];
  const olderOrder = received.length + 1;

  test('is acknowledged and met, and its letter is sent or tried again as it was', () => {
    expect(given(older).state()).toMatchObject({
      acknowledged: true,
      intake: { acknowledgedAt: ORDERED_AT },
    });
    expect(clockOf(older)).toMatchObject({ stopped: true, stoppedAt: ORDERED_AT });
    given(older).asks([`letter-acknowledgement@${olderOrder}`]);
    given(older).when(sent(LATE, olderOrder), at(LATE)).then(['LetterSent']);
    given(older).when(order, { at: LATE, by: clara }).then([]);
    const retried = given(older).after(failed(olderOrder), at(ORDERED_AT));
    given(retried)
      .when({ type: 'RetryLetter', data: { order: olderOrder } }, at(LATE))
      .then([{ type: 'LetterOrdered', data: { about: received.length, attempt: 2 } }]);
    const gone = failedForGood(older, ORDERED_AT);
    expect(gone.at(-1)).toMatchObject({ type: 'LetterFailed', data: { retryAt: null } });
    const awaited = complaint.deadlines(given(gone).state()).map(({ name }) => name);
    expect(awaited.filter((name) => name.startsWith('retry-'))).toEqual([]);
  });
});
