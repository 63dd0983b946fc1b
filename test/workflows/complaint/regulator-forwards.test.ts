import { describe, test } from 'vitest';
import { TUESDAY, box, clara, given, hana, intake, lookedInto } from './a-case.ts';

const now = { at: TUESDAY, by: clara };
/** Seven working days from Tuesday 10 February 2026: a made-up Saturday, then the Spring Festival, lie between. */
const PASSED_ON = '2026-02-10T02:00:00.000Z';
const LAST = '2026-02-26T15:59:59.999Z';
const receive = (regulatorReceivedAt: string, sentToFirmAt: string) =>
  ({
    type: 'ReceiveComplaint',
    data: {
      ...intake,
      regulatorReceivedAt,
      sentToFirmAt,
      receivedAt: sentToFirmAt,
    },
  }) as const;

describe('a complaint that a regulator passed on (Order 2020-3 art. 33)', () => {
  test('starts the regulator’s own time with its own receipt, which ended in time at the very instant', () => {
    given()
      .when(receive(PASSED_ON, LAST), now)
      .then([
        'ComplaintReceived',
        { type: 'ClockStarted', data: { clock: 'decide', startsAt: LAST } },
        {
          type: 'ClockStarted',
          data: {
            ...{ clock: 'forward', startsAt: PASSED_ON, dueAt: LAST, whose: 'regulator' },
            whenMissed: 'lapse',
          },
        },
        { type: 'ClockStopped', data: { clock: 'forward', at: LAST, satisfiedBy: ['forwarded'] } },
      ]);
  });

  test('passed on a millisecond later, it breaches nothing of the firm', () => {
    given()
      .when(receive(PASSED_ON, '2026-02-26T16:00:00.000Z'), now)
      .then([
        'ComplaintReceived',
        'ClockStarted',
        'ClockStarted',
        { type: 'ClockLapsed', data: { clock: 'forward', because: 'time-over' } },
      ]);
  });

  test('was not passed on before the regulator had it', () => {
    given()
      .when(receive('2026-02-10T02:00:00.001Z', PASSED_ON), now)
      .then({ refused: 'forwarded-before-received' });
  });

  test('that is here already is passed on by a request, whose reply has a clock with a ladder', () => {
    const ask = (regulatorReceivedAt: string) =>
      ({
        type: 'RecordRegulatorRequest',
        data: {
          ...{ regulator: 'nfra', reference: box('88'), receivedAt: TUESDAY },
          ...{ replyBy: '2026-03-13T02:00:00.000Z', regulatorReceivedAt },
        },
      }) as const;
    given(lookedInto)
      .when(ask(PASSED_ON), { at: TUESDAY, by: hana })
      .then([
        { type: 'RegulatorAsked', data: { regulatorReceivedAt: PASSED_ON } },
        {
          type: 'ClockStarted',
          data: {
            clock: 'regulator-reply-1',
            ladder: [
              { rank: 'supervisor', percent: 70, at: '2026-03-10T02:00:00.000Z' },
              { rank: 'head', percent: 90, at: '2026-03-12T02:00:00.000Z' },
              { rank: 'executive', percent: 100, at: '2026-03-13T02:00:00.000Z' },
            ],
          },
        },
        { type: 'ClockStarted', data: { clock: 'forward' } },
        { type: 'ClockLapsed', data: { clock: 'forward', dueAt: LAST } },
      ]);
    given(lookedInto)
      .when(ask('2026-03-03T02:00:00.001Z'), { at: TUESDAY, by: hana })
      .then({ refused: 'forwarded-before-received' });
  });
});
