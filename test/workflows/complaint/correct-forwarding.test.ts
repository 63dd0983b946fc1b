import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../events/envelope.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { TUESDAY, box, clara, given, hana, intake, lookedInto, sun } from './a-case.ts';
import { told } from './told.ts';

/** Seven working days from Tuesday 10 February 2026: a made-up Saturday, then the Spring Festival, lie between. */
const REGULATOR_HAD_IT = '2026-02-10T02:00:00.000Z';
const LAST = '2026-02-26T15:59:59.999Z';
const LATE = '2026-02-26T16:00:00.000Z';
const FRIDAY = '2026-03-06T02:00:00.000Z';
const REPLY_BY = '2026-03-13T02:00:00.000Z';
const correct = (
  fact: 'regulator-received-at' | 'request-received-at',
  at: Instant,
  about?: number,
) =>
  ({
    type: 'CorrectFact',
    data: { fact, at, ...(about !== undefined && { about }), reasons: box('The stamp says so.') },
  }) as const;
const now = { at: FRIDAY, by: sun };

const passedOn = (sentToFirmAt: Instant) =>
  given().after(
    {
      type: 'ReceiveComplaint',
      data: {
        ...intake,
        ...{ regulatorReceivedAt: REGULATOR_HAD_IT, receivedAt: REGULATOR_HAD_IT, sentToFirmAt },
      },
    },
    { at: TUESDAY, by: clara },
  );
const request = {
  ...{ regulator: 'nfra', reference: box('88'), receivedAt: TUESDAY, replyBy: REPLY_BY },
};
/** 5 asked */
const asked = (changes: object = {}) =>
  given(lookedInto).after(
    { type: 'RecordRegulatorRequest', data: { ...request, ...changes } },
    { at: TUESDAY, by: hana },
  );

describe('when a regulator had received what it passed on', () => {
  test('moves the regulator’s time: too late by the new count, it lapses and breaches nothing', () => {
    const dayBefore = '2026-02-09T15:59:59.999Z';
    given(passedOn(LAST))
      .when(correct('regulator-received-at', dayBefore), now)
      .then([
        {
          type: 'FactCorrected',
          data: { fact: 'regulator-received-at', before: REGULATOR_HAD_IT, after: dayBefore },
        },
        { type: 'ClockMoved', data: { clock: 'forward', dueAt: '2026-02-25T15:59:59.999Z' } },
        { type: 'ClockLapsed', data: { clock: 'forward', at: LAST, because: 'time-over' } },
      ]);
  });

  test('in time after all, it was passed on in its time', () => {
    const dayAfter = '2026-02-10T16:00:00.000Z';
    given(passedOn(LATE))
      .when(correct('regulator-received-at', dayAfter), now)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { clock: 'forward', lastDay: '2026-02-27' } },
        { type: 'ClockStopped', data: { clock: 'forward', at: LATE, inTime: true, basis: 4 } },
      ]);
  });

  test('is not later than it passed it on, and is of what a regulator passed on', () => {
    given(passedOn(LAST))
      .when(correct('regulator-received-at', LATE), now)
      .then({ refused: 'forwarded-before-received' });
    given(passedOn(LAST))
      .when(correct('regulator-received-at', LAST), now)
      .then(['FactCorrected', 'ClockMoved', 'ClockStopped']);
    given(lookedInto)
      .when(correct('regulator-received-at', LAST), now)
      .then({ refused: 'no-such-forwarding' });
    given(asked())
      .when(correct('regulator-received-at', LAST, 5), now)
      .then({ refused: 'no-such-forwarding' });
  });

  test('is of a request too, by its revision', () => {
    const events = asked({ regulatorReceivedAt: REGULATOR_HAD_IT });
    const at = '2026-02-24T02:00:00.000Z';
    const after = given(events).after(correct('regulator-received-at', at, 5), now);
    expect(after.slice(events.length)).toMatchObject([
      { type: 'FactCorrected', data: { about: 5, before: REGULATOR_HAD_IT, after: at } },
      { type: 'ClockMoved', data: { clock: 'forward', startsAt: at } },
      { type: 'ClockStopped', data: { clock: 'forward', at: TUESDAY, inTime: true } },
    ]);
    given(after)
      .when(correct('regulator-received-at', at, 5), now)
      .then([]);
  });
});

describe('when a regulator’s request was received', () => {
  test('moves the time for the reply at its start; its end stays where the regulator set it', () => {
    const at = '2026-03-05T02:00:00.000Z';
    given(asked())
      .when(correct('request-received-at', at, 5), now)
      .then([
        { type: 'FactCorrected', data: { about: 5, before: TUESDAY, after: at } },
        {
          type: 'ClockMoved',
          data: {
            ...{ clock: 'regulator-reply-1', startsAt: at, before: REPLY_BY, dueAt: REPLY_BY },
            ladder: [
              { rank: 'supervisor', percent: 70, at: '2026-03-10T16:24:00.000Z' },
              { rank: 'head', percent: 90, at: '2026-03-12T06:48:00.000Z' },
              { rank: 'executive', percent: 100, at: REPLY_BY },
            ],
          },
        },
      ]);
  });

  test('ends the regulator’s time to pass it on', () => {
    given(asked({ regulatorReceivedAt: REGULATOR_HAD_IT }))
      .when(correct('request-received-at', LAST, 5), now)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { clock: 'regulator-reply-1' } },
        { type: 'ClockStopped', data: { clock: 'forward', at: LAST, inTime: true } },
      ]);
  });

  test('lies between the regulator’s own receipt, the reply, and the time that it set', () => {
    const events = asked({ regulatorReceivedAt: LAST, replyBy: FRIDAY });
    const refused = (at: Instant, code: string) => {
      given(events)
        .when(correct('request-received-at', at, 5), now)
        .then({ refused: code });
    };
    refused('2026-02-26T15:59:59.998Z', 'forwarded-before-received');
    refused(FRIDAY, 'reply-before-request');
    const replied = given(events).after(
      { type: 'RecordRegulatorReply', data: { request: 5, repliedAt: TUESDAY } },
      { at: TUESDAY, by: hana },
    );
    given(replied)
      .when(correct('request-received-at', '2026-03-03T02:00:00.001Z', 5), now)
      .then({ refused: 'replied-out-of-order' });
    for (const about of [undefined, 4])
      given(events)
        .when(correct('request-received-at', LAST, about), now)
        .then({ refused: 'no-such-request' });
  });

  test('without a time to reply moves no clock', () => {
    const { replyBy: _set, ...without } = request;
    const withoutTime = given(lookedInto).after(
      { type: 'RecordRegulatorRequest', data: without },
      { at: TUESDAY, by: hana },
    );
    given(withoutTime)
      .when(correct('request-received-at', LAST, 5), now)
      .then(['FactCorrected']);
  });
});

test('the correction is a step in the explanation of each clock that it moved or stopped', () => {
  const events = given(passedOn(LATE)).after(
    correct('regulator-received-at', '2026-02-10T16:00:00.000Z'),
    now,
  );
  const forward = timelineOf(told(events, FRIDAY)).find(({ clock }) => clock === 'forward');
  const [moved, stopped] = forward?.moments.slice(-2) ?? [];
  const en =
    'A fact was corrected, when the regulator had received what it passed on: at 2026-02-10T16:00:00.000Z, not at 2026-02-10T02:00:00.000Z.';
  expect(moved?.explained.en).toContain(en);
  expect(moved?.explained.zh.join()).toContain('事实已更正：监管机构接收时间应为');
  expect(stopped?.explained.en).toEqual([en, 'By this it stopped in time.']);
  expect(stopped?.explained.zh.at(-1)).toBe('据此，该时限在期限之内终止计算。');
});
