import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  SIGNED_OFF_AT,
  TUESDAY,
  box,
  breach,
  clara,
  given,
  hana,
  head,
  onItsWay,
  proposed,
  received,
  signedOff,
  told,
} from './a-case.ts';

const sent = (sentAt: Instant, order = 7) =>
  ({
    type: 'RecordLetterSent',
    data: { letter: 'decision', order, sentAt, commitment: 'ab' },
  }) as const;
const failed = (order = 7) =>
  ({ type: 'RecordLetterFailed', data: { letter: 'decision', order } }) as const;
const byPhone = (toldAt: Instant) =>
  ({ type: 'RecordTelling', data: { channel: 'phone', toldAt } }) as const;
const proved = ({ type, data }: ReturnType<typeof byPhone>) =>
  ({ type, data: { ...data, proof: { deed: 'dialled', evidence: box('Recording 7.') } } }) as const;
const at = (instant: Instant) => ({ at: instant });
const THURSDAY: Instant = '2026-03-05T02:00:00.000Z';
const LATE: Instant = '2026-03-20T02:00:00.000Z';

describe('telling by letter', () => {
  test('takes a sign-off', () => {
    for (const events of [received, proposed])
      given(events)
        .when({ type: 'TellComplainant', data: {} }, { at: THURSDAY, by: hana })
        .then({ refused: 'not-signed-off' });
    given(signedOff)
      .when({ type: 'TellComplainant', data: {} }, { at: THURSDAY, by: hana })
      .then([{ type: 'LetterOrdered', data: { letter: 'decision', about: 5, attempt: 1 } }]);
  });

  test('again while the letter is on its way, or after, changes nothing', () => {
    for (const events of [onItsWay, told])
      given(events)
        .when({ type: 'TellComplainant', data: {} }, { at: THURSDAY, by: hana })
        .then([]);
  });

  test('asks for a letter by reference only: its kind, the event that holds the text, the order', () => {
    expect(complaint.errands(given(onItsWay).state())).toEqual([
      {
        name: 'letter-decision@7',
        activity: 'write-letter',
        input: { letter: 'decision', about: 5, order: 7 },
        withinSeconds: 60,
        otherwise: { type: 'RecordLetterFailed', data: { letter: 'decision', order: 7 } },
      },
    ]);
  });

  test('has told the complainant when the letter is sent: decided and told, the clock stops', () => {
    given(onItsWay)
      .when(sent(THURSDAY), at(THURSDAY))
      .then([
        { type: 'LetterSent', data: { order: 7 } },
        {
          type: 'ComplainantTold',
          data: { proposal: 5, channel: 'post', toldAt: THURSDAY, by: 'redress' },
        },
        { type: 'ClockStopped', data: { clock: 'decide', at: THURSDAY, inTime: true } },
        { type: 'ClockStarted', data: { clock: 'request-review', startsAt: THURSDAY } },
      ]);
  });

  test('was not before the sign-off and not later than now, whatever the writer’s clock says', () => {
    for (const [stated, toldAt] of [
      ['2026-03-04T01:59:59.000Z', SIGNED_OFF_AT],
      ['2026-03-05T02:00:01.000Z', THURSDAY],
    ] as const)
      given(onItsWay)
        .when(sent(stated), at(THURSDAY))
        .then([
          { type: 'LetterSent', data: { sentAt: stated } },
          { type: 'ComplainantTold', data: { toldAt } },
          'ClockStopped',
          'ClockStarted',
        ]);
  });

  test('that failed is tried again an hour later, as a new errand, and five times at most', () => {
    let events: readonly ComplaintEvent[] = onItsWay;
    for (const [order, attempt] of [
      [7, 1],
      [9, 2],
      [11, 3],
      [13, 4],
    ] as const) {
      given(events).asks([`letter-decision@${order}`]);
      events = given(events).after(failed(order), at(THURSDAY));
      given(events).asks([]);
      const retry = complaint
        .deadlines(given(events).state())
        .find(({ name }) => name === `retry-decision@${order}`);
      expect(retry?.at).toBe('2026-03-05T03:00:00.000Z');
      events = given(events).after(
        { type: 'RetryLetter', data: { order } },
        at('2026-03-05T03:00:00.000Z'),
      );
      expect(events.at(-1)).toMatchObject({ data: { attempt: attempt + 1, about: 5 } });
    }
    given(events)
      .when(failed(15), at(THURSDAY))
      .then([{ type: 'LetterFailed', data: { attempt: 5, retryAt: null } }]);
  });

  test('that failed is not tried again once the complainant was told otherwise', () => {
    const toldByPhone = given(onItsWay).after(byPhone(THURSDAY), { at: THURSDAY, by: hana });
    given(toldByPhone)
      .when(failed(), at(THURSDAY))
      .then([{ type: 'LetterFailed', data: { retryAt: null } }]);
  });
});

describe('telling another way', () => {
  test('takes a sign-off, and cannot have been before it', () => {
    given(proposed)
      .when(byPhone(THURSDAY), { at: THURSDAY, by: hana })
      .then({ refused: 'not-signed-off' });
    given(signedOff)
      .when(byPhone('2026-03-04T01:59:59.999Z'), { at: THURSDAY, by: hana })
      .then({ refused: 'told-before-sign-off' });
    given(signedOff)
      .when(byPhone(SIGNED_OFF_AT), { at: THURSDAY, by: hana })
      .then(['ComplainantTold', 'ClockStopped', 'ClockStarted']);
  });

  test('cannot be later than now', () => {
    given(signedOff)
      .when(byPhone('2026-03-05T02:00:00.001Z'), { at: THURSDAY, by: hana })
      .then({ refused: 'told-in-the-future' });
  });

  test('and a letter that is sent afterwards is only sent', () => {
    const toldByPhone = given(onItsWay).after(byPhone(THURSDAY), { at: THURSDAY, by: hana });
    given(toldByPhone).when(sent(THURSDAY), at(THURSDAY)).then(['LetterSent']);
  });
});

describe('the clock “decide” is satisfied by decided and told', () => {
  test('at the very instant it is due that is in time, a millisecond later it is not', () => {
    for (const [toldAt, inTime] of [
      [DUE_AT, true],
      ['2026-03-17T16:00:00.000Z', false],
    ] as const)
      given(signedOff)
        .when(byPhone(toldAt), { at: LATE, by: hana })
        .then([
          'ComplainantTold',
          { type: 'ClockStopped', data: { at: toldAt, inTime } },
          'ClockStarted',
        ]);
  });

  test('a decision that is signed off but not told is breached all the same', () => {
    given(signedOff)
      .when({ type: 'RecordBreach', data: { clock: 'decide' } }, at(DUE_AT))
      .then([breach]);
  });

  test('after the breach the case goes on and the clock stops late', () => {
    given([...signedOff, breach])
      .when(byPhone('2026-03-19T02:00:00.000Z'), { at: LATE, by: hana })
      .then(['ComplainantTold', { type: 'ClockStopped', data: { inTime: false } }, 'ClockStarted']);
  });

  test('told in time but recorded late revokes the breach, visibly', () => {
    given([...signedOff, breach])
      .when(proved(byPhone(DUE_AT)), { at: LATE, by: head })
      .then([
        'ComplainantTold',
        {
          type: 'BreachRevoked',
          data: { clock: 'decide', dueAt: DUE_AT, because: 'satisfied-in-time-recorded-late' },
        },
        { type: 'ClockStopped', data: { inTime: true } },
        'ClockStarted',
      ]);
  });

  test('once satisfied nothing of it falls due any more', () => {
    given(told).awaits({});
  });
});

describe('ending', () => {
  test('a case is closed by a person after the complainant was told, not before', () => {
    for (const events of [received, proposed, signedOff, onItsWay])
      given(events)
        .when({ type: 'CloseCase', data: {} }, { at: THURSDAY, by: hana })
        .then({ refused: 'complainant-not-told' });
    given(told)
      .when(
        { type: 'CloseCase', data: { reasons: box('It is paid on Friday.') } },
        { at: THURSDAY, by: hana },
      )
      .then([{ type: 'CaseClosed', data: { by: 'hana' } }, 'RetentionBegun']);
  });

  test('a withdrawal ends the case and stops its clocks on the day it was made (Order 2020-3 art. 15)', () => {
    given(signedOff)
      .when(
        {
          type: 'WithdrawComplaint',
          data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
        },
        { at: THURSDAY, by: clara },
      )
      .then([
        {
          type: 'ComplaintWithdrawn',
          data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.'), by: 'clara' },
        },
        { type: 'ClockStopped', data: { clock: 'decide', at: TUESDAY, inTime: true } },
        'RetentionBegun',
      ]);
  });

  test('a withdrawal is not later than now, not before receipt, and not after the telling', () => {
    for (const [events, withdrawnAt, refused] of [
      [received, '2026-03-05T02:00:00.001Z', 'withdrawn-in-the-future'],
      [received, '2026-03-02T01:29:59.999Z', 'withdrawn-before-received'],
      [told, THURSDAY, 'already-told'],
    ] as const)
      given(events)
        .when(
          { type: 'WithdrawComplaint', data: { withdrawnAt, evidence: box('A signed letter.') } },
          { at: THURSDAY, by: clara },
        )
        .then({ refused });
  });

  test('what has ended takes no more commands; the same end again changes nothing', () => {
    const closed = given(told).after(
      { type: 'CloseCase', data: { reasons: box('It is paid on Friday.') } },
      { at: THURSDAY, by: hana },
    );
    given(closed).when({ type: 'CloseCase', data: {} }, { at: LATE, by: hana }).then([]);
    given(closed)
      .when({ type: 'RecordFinding', data: { finding: box('Too late.') } }, { at: LATE, by: hana })
      .then({ refused: 'case-ended' });
    given(closed)
      .when(
        {
          type: 'WithdrawComplaint',
          data: { withdrawnAt: THURSDAY, evidence: box('A signed letter.') },
        },
        { at: LATE, by: clara },
      )
      .then({ refused: 'case-ended' });
  });

  test('a letter under way when the case was withdrawn is still answered, and tells nobody', () => {
    const withdrawn = given(onItsWay).after(
      {
        type: 'WithdrawComplaint',
        data: { withdrawnAt: THURSDAY, evidence: box('A signed letter.') },
      },
      { at: THURSDAY, by: clara },
    );
    given(withdrawn).awaits({});
    given(withdrawn).asks(['letter-decision@7']);
    given(withdrawn).when(sent(THURSDAY), at(THURSDAY)).then(['LetterSent']);
    const gaveUp = given(withdrawn).after(failed(), at(THURSDAY));
    expect(gaveUp.at(-1)).toMatchObject({ type: 'LetterFailed', data: { retryAt: null } });
    given(gaveUp).awaits({});
    given(gaveUp).asks([]);
  });
});
