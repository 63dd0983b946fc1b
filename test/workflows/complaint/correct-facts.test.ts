import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  RECEIVED_AT,
  SIGNED_OFF_AT,
  TUESDAY,
  box,
  breach,
  clara,
  given,
  hana,
  head,
  intake,
  lookedInto,
  rules,
  signedOff,
  received,
  sun,
  told,
} from './a-case.ts';
import { ASKED, ask } from './a-review.ts';

const FRIDAY = '2026-03-06T02:00:00.000Z';
const correct = (fact: 'received-at' | 'told-at', at: Instant) =>
  ({ type: 'CorrectFact', data: { fact, at, reasons: box('It was entered wrongly.') } }) as const;
const now = (at: Instant = FRIDAY, by = sun) => ({ at, by });

describe('a wrong date of receipt', () => {
  test('is put right by an event; the clock that counted from it moves by another', () => {
    const corrected = given(lookedInto).after(
      correct('received-at', '2026-02-28T02:00:00.000Z'),
      now(),
    );
    expect(corrected.slice(-2)).toMatchObject([
      {
        type: 'FactCorrected',
        data: {
          fact: 'received-at',
          before: RECEIVED_AT,
          after: '2026-02-28T02:00:00.000Z',
          by: 'sun',
        },
      },
      {
        type: 'ClockMoved',
        data: {
          clock: 'decide',
          startsAt: '2026-02-28T02:00:00.000Z',
          before: DUE_AT,
          dueAt: '2026-03-15T15:59:59.999Z',
          lastDay: '2026-03-15',
          because: 'fact-corrected',
          basis: 5,
          trace: [
            { step: 'length', from: '2026-02-28', count: 15 },
            { counted: false, because: 'start-day' },
            { from: '2026-03-01', to: '2026-03-15', counted: true },
            { step: 'end', lastDay: '2026-03-15' },
          ],
        },
      },
    ]);
    expect(given(corrected).state().received?.receivedAt).toBe(RECEIVED_AT);
  });

  test('moves an extended clock with the steps that were taken', () => {
    const extended = given(lookedInto).after(
      {
        type: 'RequestExtension',
        data: { clock: 'decide', step: 'complex', reasons: box('More records.') },
      },
      now(FRIDAY, hana),
    );
    given(extended)
      .when(correct('received-at', '2026-02-28T02:00:00.000Z'), now())
      .then([
        'FactCorrected',
        {
          type: 'ClockMoved',
          data: { lastDay: '2026-03-30' },
        },
      ]);
  });

  test('with the pauses that are over', () => {
    const pause = {
      ...{ pause: 'expert-work', complainantToldAt: TUESDAY, reasons: box('r') },
      expectedAt: '2026-05-01T02:00:00.000Z',
    };
    const paused = given(lookedInto).after({ type: 'PauseClocks', data: pause }, now(TUESDAY, sun));
    const resumed = given(paused).after(
      { type: 'ResumeClocks', data: { pause: 'expert-work' } },
      now(FRIDAY, hana),
    );
    given(resumed)
      .when(correct('received-at', '2026-02-28T02:00:00.000Z'), now())
      .then(['FactCorrected', { type: 'ClockMoved', data: { lastDay: '2026-03-18' } }]);
  });

  test('revokes a breach that never was one, visibly', () => {
    const late = '2026-03-18T02:00:00.000Z';
    given(lookedInto, [breach])
      .when(correct('received-at', '2026-03-04T02:00:00.000Z'), now(late))
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { lastDay: '2026-03-19' } },
        {
          type: 'BreachRevoked',
          data: { clock: 'decide', dueAt: '2026-03-19T15:59:59.999Z', because: 'fact-corrected' },
        },
      ]);
    given(lookedInto, [breach])
      .when(correct('received-at', '2026-03-02T20:00:00.000Z'), now('2026-03-20T02:00:00.000Z'))
      .then(['FactCorrected', 'ClockMoved']);
  });

  test('shows a breach that nobody knew of: on a stopped clock at once, on a running one when it falls due', () => {
    const first = '2026-02-01T02:00:00.000Z';
    given(told)
      .when(correct('received-at', first), now())
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { lastDay: '2026-02-16', warnings: [], ladder: [] } },
        { type: 'DeadlineBreached', data: { dueAt: '2026-02-16T15:59:59.999Z' } },
        { type: 'ClockStopped', data: { inTime: false } },
      ]);
    const running = given(lookedInto).after(correct('received-at', first), now());
    expect(running.map(({ type }) => type).slice(-2)).toEqual(['FactCorrected', 'ClockMoved']);
    given(running)
      .when({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: FRIDAY })
      .then(['DeadlineBreached']);
  });

  test('is not after what was done with the complaint', () => {
    const acknowledged = given(lookedInto).after(
      { type: 'AcknowledgeComplaint', data: {} },
      now(TUESDAY, hana),
    );
    const assigned = given(received).after(
      { type: 'AssignCase', data: { handler: 'hana', unit: 'consumer-protection' } },
      now(TUESDAY, sun),
    );
    const mediation = { body: 'mediators', complainantAgrees: true, agreement: box('a') };
    const mediated = given(lookedInto).after(
      { type: 'BeginMediation', data: { ...mediation, appliedAt: TUESDAY } },
      now(TUESDAY, hana),
    );
    const agreement = { of: 'form-of-notice', agreedAt: TUESDAY, channel: 'phone' } as const;
    const agreed = given(lookedInto).after(
      { type: 'RecordAgreement', data: { ...agreement, evidence: box('By phone.') } },
      now(TUESDAY, sun),
    );
    const withdrawal = {
      type: 'WithdrawComplaint',
      data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
    } as const;
    const withdrawn = given(lookedInto).after(withdrawal, now(TUESDAY, clara));
    for (const [events, done] of [
      [acknowledged, TUESDAY],
      [mediated, TUESDAY],
      [assigned, TUESDAY],
      [signedOff, SIGNED_OFF_AT],
      [withdrawn, TUESDAY],
      [agreed, TUESDAY],
    ] as const) {
      const later = new Date(Date.parse(done) + 1).toISOString();
      given(events)
        .when(correct('received-at', later), now())
        .then({ refused: 'received-after-handling' });
      const [, corrected, moved] = given(events)
        .after(correct('received-at', done), now())
        .slice(events.length - 1);
      expect([corrected?.type, moved?.type]).toEqual(['FactCorrected', 'ClockMoved']);
    }
  });

  test('is before the telling, and not of the future; the same date again changes nothing', () => {
    given(lookedInto).when(correct('received-at', RECEIVED_AT), now()).then([]);
    given(told)
      .when(correct('received-at', '2026-03-05T02:00:00.001Z'), now())
      .then({ refused: 'received-out-of-order' });
    given(lookedInto)
      .when(correct('received-at', '2026-03-06T02:00:00.001Z'), now())
      .then({ refused: 'in-the-future' });
  });
});

test('a date of receipt is of a time at which the regimes of the case were in effect', () => {
  given(lookedInto)
    .when(correct('received-at', '2010-12-20T02:00:00.000Z'), now())
    .then({ refused: 'unknown-regime' });
  given(lookedInto)
    .when(correct('received-at', '2020-02-29T15:59:59.999Z'), now())
    .then({ refused: 'unknown-regime' });
  given(lookedInto)
    .when(correct('received-at', '2020-02-29T16:00:00.000Z'), now())
    .then(['FactCorrected', 'ClockMoved']);
});

describe('a date of receipt that nothing can be counted from', () => {
  const inEurope = given().after(
    { type: 'ReceiveComplaint', data: { ...intake, regime: 'eu-psd2' } },
    { at: TUESDAY, by: clara },
  );

  test('is refused where no calendar covers it, by calendar and year; the told date is kept', () => {
    const command = correct('received-at', '2023-12-20T10:00:00.000Z');
    given(inEurope).when(command, now()).then({ refused: 'calendar-not-published' });
    const context = { now: FRIDAY, actor: sun, rules };
    const decision = complaint.decide(given(inEurope).state(), command, context);
    const because = 'refused' in decision ? decision.refused.because.en : '';
    expect(because).toContain('eu-target');
    expect(because).toContain('2023');
    given(inEurope)
      .when(correct('received-at', '2026-02-27T10:00:00.000Z'), now())
      .then(['FactCorrected', 'ClockMoved']);
  });
});

describe('a wrong date of telling', () => {
  /** Told on 18 March as recorded, a day late. */
  const recordedLate = given(signedOff, [breach]).after(
    {
      type: 'RecordTelling',
      data: {
        channel: 'phone',
        toldAt: '2026-03-18T02:00:00.000Z',
        proof: { deed: 'dialled', evidence: box('Recording 0317-01.') },
      },
    },
    now('2026-03-18T02:00:00.000Z', hana),
  );

  /** Told in time, and closed at an instant. */
  const closedAt = (at: Instant) =>
    given(told).after({ type: 'CloseCase', data: { reasons: box('Paid.') } }, { at, by: hana });

  test('that was in time after all revokes the breach and stops the clock anew', () => {
    given(recordedLate)
      .when(correct('told-at', '2026-03-17T15:59:59.999Z'), now('2026-03-19T02:00:00.000Z', head))
      .then([
        { type: 'FactCorrected', data: { fact: 'told-at', before: '2026-03-18T02:00:00.000Z' } },
        { type: 'BreachRevoked', data: { clock: 'decide', because: 'fact-corrected' } },
        { type: 'ClockStopped', data: { at: '2026-03-17T15:59:59.999Z', inTime: true } },
        { type: 'ClockMoved', data: { clock: 'request-review', lastDay: '2026-04-16' } },
      ]);
  });

  test('that was late after all shows the breach, on a closed case too', () => {
    given(closedAt('2026-03-18T02:00:00.000Z'))
      .when(correct('told-at', '2026-03-17T16:00:00.000Z'), now('2026-03-19T02:00:00.000Z', head))
      .then([
        'FactCorrected',
        'DeadlineBreached',
        { type: 'ClockStopped', data: { at: '2026-03-17T16:00:00.000Z', inTime: false } },
      ]);
  });

  test('is not after a review of the decision was asked for', () => {
    const asked = given(closedAt(ASKED)).after(ask(), { at: ASKED, by: clara });
    const [at, later] = [ASKED, new Date(Date.parse(ASKED) + 1).toISOString()];
    given(asked)
      .when(correct('told-at', later), now('2026-04-06T02:00:00.000Z', head))
      .then({ refused: 'told-after-review-asked' });
    given(asked)
      .when(correct('told-at', at), now('2026-04-06T02:00:00.000Z', head))
      .then(['FactCorrected', 'DeadlineBreached', 'ClockStopped']);
  });

  test('is not before the sign-off, and of a decision that was told', () => {
    given(told)
      .when(correct('told-at', '2026-03-04T01:59:59.999Z'), now())
      .then({ refused: 'told-before-sign-off' });
    given(signedOff)
      .when(correct('told-at', FRIDAY), now())
      .then({ refused: 'complainant-not-told' });
  });
});

test('facts are put right by somebody who leads and does not handle the case (house rule)', () => {
  given(lookedInto)
    .when(correct('received-at', '2026-02-28T02:00:00.000Z'), now(FRIDAY, hana))
    .then({ refused: 'not-authorised' });
  given(lookedInto)
    .when(
      correct('received-at', '2026-02-28T02:00:00.000Z'),
      now(FRIDAY, { ...hana, role: 'head' }),
    )
    .then({ refused: 'same-person' });
  const reassigned = given(lookedInto).after(
    { type: 'AssignCase', data: { handler: 'nell', unit: 'consumer-protection' } },
    now(TUESDAY),
  );
  given(reassigned)
    .when(
      correct('received-at', '2026-02-28T02:00:00.000Z'),
      now(FRIDAY, { ...hana, role: 'head' }),
    )
    .then({ refused: 'same-person' });
});
