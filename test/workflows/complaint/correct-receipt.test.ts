import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../events/envelope.ts';
import { TUESDAY, box, clara, given, intake, received, sun } from './a-case.ts';

const MONDAY = '2026-03-02T01:30:00.000Z';
const SENT_AT = '2026-03-02T09:00:00.000Z';
const FRIDAY = '2026-03-06T02:00:00.000Z';
const correct = (fact: 'received-at' | 'sent-to-firm-at', at: Instant) =>
  ({ type: 'CorrectFact', data: { fact, at, reasons: box('The portal says so.') } }) as const;
const now = { at: FRIDAY, by: sun };

/** A complaint of the Bureau’s portal: its clocks count from when it was sent to the company. */
const portal = given().after(
  {
    type: 'ReceiveComplaint',
    data: { ...intake, regime: 'us-cfpb', receivedAt: MONDAY, sentToFirmAt: SENT_AT },
  },
  { at: TUESDAY, by: clara },
);
const clock = portal.find(({ type }) => type === 'ClockStarted')?.data as { dueAt: Instant };

describe('when a complaint was sent to the firm', () => {
  test('is put right by an event; the clock that counts from it moves, and no other', () => {
    const at = '2026-03-02T09:00:00.001Z';
    const due = new Date(Date.parse(clock.dueAt) + 24 * 3_600_000).toISOString();
    const nextDay = '2026-03-03T05:00:00.000Z';
    given(portal)
      .when(correct('sent-to-firm-at', nextDay), now)
      .then([
        {
          type: 'FactCorrected',
          data: { fact: 'sent-to-firm-at', before: SENT_AT, after: nextDay, by: 'sun' },
        },
        {
          type: 'ClockMoved',
          data: {
            ...{ startsAt: nextDay, before: clock.dueAt, dueAt: due },
            ...{ because: 'fact-corrected', basis: portal.length },
          },
        },
      ]);
    // On the same day it counts from another instant, to the same end.
    const [, moved] = given(portal).after(correct('sent-to-firm-at', at), now).slice(-2);
    expect(moved).toMatchObject({ data: { startsAt: at, dueAt: clock.dueAt } });
    given(portal)
      .when(correct('received-at', '2026-03-01T02:00:00.000Z'), now)
      .then(['FactCorrected']);
  });

  test('is not before its receipt, nor after it was being handled', () => {
    given(portal)
      .when(correct('sent-to-firm-at', '2026-03-02T01:29:59.999Z'), now)
      .then({ refused: 'sent-before-received' });
    given(portal)
      .when(correct('sent-to-firm-at', MONDAY), now)
      .then(['FactCorrected', 'ClockMoved']);
    const assigned = given(portal).after(
      { type: 'AssignCase', data: { handler: 'hana', unit: 'consumer-protection' } },
      { at: TUESDAY, by: sun },
    );
    given(assigned)
      .when(correct('sent-to-firm-at', '2026-03-03T02:00:00.001Z'), now)
      .then({ refused: 'sent-after-handling' });
    given(assigned)
      .when(correct('sent-to-firm-at', TUESDAY), now)
      .then(['FactCorrected', 'ClockMoved']);
  });

  test('is known of what was sent on from elsewhere alone', () => {
    given(received).when(correct('sent-to-firm-at', TUESDAY), now).then({ refused: 'not-sent-on' });
  });

  test('bounds the receipt as it was corrected, not as it was recorded', () => {
    const later = given(portal).after(correct('sent-to-firm-at', TUESDAY), now);
    given(later).when(correct('received-at', TUESDAY), now).then(['FactCorrected']);
    given(later)
      .when(correct('received-at', '2026-03-03T02:00:00.001Z'), now)
      .then({ refused: 'received-out-of-order' });
    const earlier = given(portal).after(correct('sent-to-firm-at', MONDAY), now);
    given(earlier)
      .when(correct('received-at', '2026-03-02T01:30:00.001Z'), now)
      .then({ refused: 'received-out-of-order' });
    given(later).when(correct('sent-to-firm-at', TUESDAY), now).then([]);
  });
});

describe('a complaint that a regulator passed on', () => {
  /** Seven working days from 10 February end with the 26th. */
  const PASSED_ON = '2026-02-10T02:00:00.000Z';
  const LAST = '2026-02-26T15:59:59.999Z';
  const LATE = '2026-02-26T16:00:00.000Z';
  const passedOn = (receivedAt: Instant, sentToFirmAt?: Instant) =>
    given().after(
      {
        type: 'ReceiveComplaint',
        data: {
          ...{ ...intake, regulatorReceivedAt: PASSED_ON, receivedAt },
          ...(sentToFirmAt && { sentToFirmAt }),
        },
      },
      { at: TUESDAY, by: clara },
    );

  test('ends the regulator’s time when it was sent, or where it was not sent on when it was received', () => {
    given(passedOn(PASSED_ON, LAST))
      .when(correct('sent-to-firm-at', LATE), now)
      .then(['FactCorrected', { type: 'ClockLapsed', data: { clock: 'forward', at: LATE } }]);
    given(passedOn(PASSED_ON, LATE))
      .when(correct('sent-to-firm-at', LAST), now)
      .then([
        'FactCorrected',
        { type: 'ClockStopped', data: { clock: 'forward', at: LAST, inTime: true } },
      ]);
    given(passedOn(LAST))
      .when(correct('received-at', LATE), now)
      .then([
        'FactCorrected',
        { type: 'ClockLapsed', data: { clock: 'forward', at: LATE } },
        { type: 'ClockMoved', data: { clock: 'decide', startsAt: LATE } },
      ]);
  });

  test('was not passed on before the regulator had it', () => {
    const before = '2026-02-10T01:59:59.999Z';
    given(passedOn(before, LAST))
      .when(correct('sent-to-firm-at', before), now)
      .then({ refused: 'forwarded-before-received' });
    given(passedOn(LAST))
      .when(correct('received-at', before), now)
      .then({ refused: 'forwarded-before-received' });
    given(passedOn(LAST))
      .when(correct('received-at', PASSED_ON), now)
      .then(['FactCorrected', 'ClockStopped', 'ClockMoved']);
  });
});
