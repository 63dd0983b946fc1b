import { describe, test } from 'vitest';
import {
  RECEIVED_AT,
  box,
  clara,
  closed,
  given,
  hana,
  head,
  lookedInto,
  proposal,
  signedOff,
  sun,
  told,
} from './a-case.ts';

const FRIDAY = '2026-03-06T02:00:00.000Z';
const now = (by = clara) => ({ at: FRIDAY, by });
const deliver = (changes: object = {}) =>
  ({
    type: 'RecordRemedyDelivered',
    data: { decision: 5, remedy: 0, deliveredAt: FRIDAY, evidence: box('Slip 1.'), ...changes },
  }) as const;
const check = (found: 'delivered' | 'not-delivered') =>
  ({ type: 'CheckRemedy', data: { decision: 5, remedy: 0, found } }) as const;
const close = { type: 'CloseCase', data: {} } as const;

describe('a remedy that was promised', () => {
  test('is delivered with evidence whose commitment stays in the event', () => {
    for (const events of [signedOff, told, closed])
      given(events)
        .when(deliver(), now())
        .then([
          {
            type: 'RemedyDelivered',
            data: { decision: 5, remedy: 0, evidence: box('Slip 1.'), by: 'clara' },
          },
        ]);
  });

  test('is one that was signed off, and is not delivered later than now', () => {
    given(signedOff.slice(0, 6)).when(deliver(), now()).then({ refused: 'no-such-remedy' });
    given(told)
      .when(deliver({ remedy: 1 }), now())
      .then({ refused: 'no-such-remedy' });
    given(told)
      .when(deliver({ deliveredAt: '2026-03-06T02:00:00.001Z' }), now())
      .then({ refused: 'delivered-in-the-future' });
    given(told)
      .when(deliver({ deliveredAt: '2026-03-02T01:29:59.999Z' }), now())
      .then({ refused: 'delivered-before-received' });
    given(told)
      .when(deliver({ deliveredAt: RECEIVED_AT }), now())
      .then(['RemedyDelivered']);
  });

  test('keeps the case open until it is delivered, unless somebody says why', () => {
    given(told).when(close, now()).then({ refused: 'remedy-not-delivered' });
    const reasons = box('It is paid on Friday.');
    given(told)
      .when({ type: 'CloseCase', data: { reasons } }, now())
      .then([{ type: 'CaseClosed', data: { reasons, by: 'clara' } }, 'RetentionBegun']);
    const delivered = given(told).after(deliver(), now());
    given(delivered).when(deliver(), now()).then([]);
    // Another delivery than the one on record is not passed over in silence.
    given(delivered)
      .when(deliver({ deliveredAt: '2026-03-05T02:00:00.000Z' }), now())
      .then({ refused: 'already-delivered' });
    given(delivered).when(close, now()).then(['CaseClosed', 'RetentionBegun']);
  });

  test('is checked by another person than the one who recorded its delivery', () => {
    given(told).when(check('delivered'), now(sun)).then({ refused: 'not-delivered' });
    const delivered = given(told).after(deliver(), now(sun));
    given(delivered).when(check('delivered'), now(sun)).then({ refused: 'same-person' });
    const checked = given(delivered).after(check('delivered'), now(head));
    given(checked).when(check('delivered'), now(head)).then([]);
    given(delivered).when(check('delivered'), now(hana)).then({ refused: 'not-authorised' });
  });

  test('is promised for a day to come, by the days of its regime', () => {
    const promise = (dueOn: string) =>
      ({
        type: 'ProposeDecision',
        data: { ...proposal, remedies: [{ ...proposal.remedy, dueOn }] },
      }) as const;
    // The last instant of the day in China, and the first after it.
    const [before, after] = ['2026-03-05T15:59:59.999Z', '2026-03-05T16:00:00.000Z'];
    given(lookedInto)
      .when(promise('2026-03-05'), { at: before, by: hana })
      .then(['DecisionProposed']);
    given(lookedInto)
      .when(promise('2026-03-05'), { at: after, by: hana })
      .then({ refused: 'remedy-due-in-the-past' });
  });

  test('that a check does not find is owed again', () => {
    const missing = given(given(told).after(deliver(), now(sun))).after(
      check('not-delivered'),
      now(head),
    );
    given(missing).when(close, now()).then({ refused: 'remedy-not-delivered' });
    given(missing).when(deliver(), now()).then(['RemedyDelivered']);
  });
});
