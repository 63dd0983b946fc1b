import { describe, test } from 'vitest';
import { TUESDAY, box, clara, closed, given, hana, lookedInto, receivedUnder } from './a-case.ts';

const REPLY_BY = '2026-03-20T09:00:00.000Z';
const now = { at: TUESDAY, by: clara };
const ask = (changes: object = { replyBy: REPLY_BY }) =>
  ({
    type: 'RecordRegulatorRequest',
    data: { regulator: 'nfra', reference: box('88'), receivedAt: TUESDAY, ...changes },
  }) as const;
const reply = (repliedAt: string, request = 5) =>
  ({ type: 'RecordRegulatorReply', data: { request, repliedAt } }) as const;

describe('a regulator’s request', () => {
  test('keeps the regulator’s own number, sealed, and a clock to the instant it set', () => {
    given(lookedInto)
      .when(ask(), now)
      .then([
        { type: 'RegulatorAsked', data: { reference: box('88'), clock: 'regulator-reply-1' } },
        {
          type: 'ClockStarted',
          data: { clock: 'regulator-reply-1', startsAt: TUESDAY, dueAt: REPLY_BY, limit: 'legal' },
        },
      ]);
    given(closed).when(ask(), { at: REPLY_BY, by: clara }).then(['RegulatorAsked', 'ClockStarted']);
  });

  test('without a reply date has no clock', () => {
    given(lookedInto).when(ask({}), now).then(['RegulatorAsked']);
  });

  test('is not of the future, and its reply is due after it came', () => {
    given(lookedInto)
      .when(ask({ receivedAt: '2026-03-03T02:00:00.001Z' }), now)
      .then({ refused: 'received-in-the-future' });
    given(lookedInto)
      .when(ask({ replyBy: TUESDAY }), now)
      .then({ refused: 'reply-before-request' });
  });

  test('each has a clock of its own, which its reply stops: in time at the very instant', () => {
    const twice = given(given(lookedInto).after(ask(), now)).after(ask(), now);
    for (const [repliedAt, inTime] of [
      [REPLY_BY, true],
      ['2026-03-20T09:00:00.001Z', false],
    ] as const)
      given(twice)
        .when(reply(repliedAt, 7), { at: repliedAt, by: hana })
        .then([
          { type: 'RegulatorAnswered', data: { request: 7 } },
          { type: 'ClockStopped', data: { clock: 'regulator-reply-2', at: repliedAt, inTime } },
        ]);
  });

  test('is answered once, after it came', () => {
    const asked = given(lookedInto).after(ask(), now);
    const then = { at: REPLY_BY, by: hana };
    given(asked).when(reply(REPLY_BY, 6), then).then({ refused: 'no-such-request' });
    given(asked).when(reply('2026-03-03T01:59:59.999Z'), then).then({
      refused: 'replied-out-of-order',
    });
    const answered = given(asked).after(reply(REPLY_BY), then);
    given(answered).when(reply(REPLY_BY), then).then({ refused: 'no-such-request' });
  });

  test('outlives a withdrawal: the regulator still waits for its reply', () => {
    const asked = given(lookedInto).after(ask(), now);
    given(asked)
      .when(
        {
          type: 'WithdrawComplaint',
          data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
        },
        now,
      )
      .then([
        'ComplaintWithdrawn',
        { type: 'ClockStopped', data: { clock: 'decide' } },
        'RetentionBegun',
      ]);
  });
});

test('belongs to the regime under which it asks, whichever leads, and its day is of that regime’s zone', () => {
  const both = receivedUnder('uk-fca-disp', 'cn-nfra-2020');
  given(both).when(ask(), now).then({ refused: 'regime-of-request-missing' });
  given(both)
    .when(ask({ replyBy: REPLY_BY, regime: 'us-cfpb' }), now)
    .then({ refused: 'not-a-regime-of-the-case' });
  // Without a date nothing is counted by anybody's days.
  given(both).when(ask({}), now).then(['RegulatorAsked']);
  const replyBy = '2026-03-20T17:00:00.000Z';
  for (const [regime, zone, lastDay] of [
    ['cn-nfra-2020', 'Asia/Shanghai', '2026-03-21'],
    ['uk-fca-disp', 'Europe/London', '2026-03-20'],
  ])
    given(both)
      .when(ask({ replyBy, regime }), now)
      .then([
        { type: 'RegulatorAsked', data: { regime } },
        { type: 'ClockStarted', data: { regime, zone, lastDay } },
      ]);
});
