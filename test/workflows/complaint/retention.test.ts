import { describe, expect, test } from 'vitest';
import {
  CLOSED_AT,
  TUESDAY,
  box,
  closed,
  executive,
  given,
  head,
  received,
  sun,
  told,
} from './a-case.ts';
import { hana } from './a-case.ts';

const begun = closed.at(-1);

describe('how long a case is kept', () => {
  test('begins with its end: the longest of the terms that can be counted', () => {
    expect(begun).toMatchObject({
      type: 'RetentionBegun',
      data: {
        endedOn: '2026-03-06',
        keepUntil: '2031-03-06',
        terms: [
          { name: 'case-file', until: null, article: 'Order 2020-3 art. 28', mark: 'V' },
          { name: 'suitability-material', from: 'contract-ended', until: null },
          { name: 'sales-recording-short', from: 'contract-ended', until: null },
          { name: 'sales-recording-long', from: 'contract-ended', until: null },
          {
            name: 'sales-recording-dispute',
            from: 'dispute-ended',
            until: '2028-03-06',
            mark: 'V',
          },
          { name: 'house', until: '2031-03-06', mark: 'P' },
        ],
        holds: [
          {
            name: 'open-matters',
            while: ['dispute', 'review', 'mediation', 'court', 'regulator-request'],
            mark: 'P',
          },
        ],
      },
    });
    expect(given(closed).state().retention.keepUntil).toBe('2031-03-06');
  });

  test('counts from receipt where the rule does (DISP 1.9.1R)', () => {
    const inUk = told.with(0, {
      ...(received[0] as Extract<(typeof received)[number], { type: 'ComplaintReceived' }>),
      data: { ...(received[0]?.data as object), regime: 'uk-fca-disp' } as never,
    });
    given(inUk)
      .when(
        { type: 'CloseCase', data: { reasons: box('r') } },
        { at: '2030-03-06T02:00:00.000Z', by: hana },
      )
      .then([
        'CaseClosed',
        {
          type: 'RetentionBegun',
          data: { keepUntil: '2035-03-06', terms: [{ until: '2029-03-02' }, { name: 'house' }] },
        },
      ]);
  });

  test('begins with a withdrawal too', () => {
    given(received)
      .when({ type: 'WithdrawComplaint', data: { withdrawnAt: TUESDAY } }, { at: TUESDAY, by: sun })
      .then([
        'ComplaintWithdrawn',
        'ClockStopped',
        { type: 'RetentionBegun', data: { endedOn: '2026-03-03' } },
      ]);
  });
});

describe('a legal hold', () => {
  const place = { type: 'PlaceLegalHold', data: { reasons: box('The court says so.') } } as const;
  const lift = (hold = 11) =>
    ({ type: 'LiftLegalHold', data: { hold, reasons: box('It has ended.') } }) as const;
  const now = (by = head) => ({ at: CLOSED_AT, by });

  test('is placed by a head or above, on an open case or an ended one', () => {
    for (const events of [received, closed])
      given(events)
        .when(place, now())
        .then([{ type: 'LegalHoldPlaced', data: { by: 'heide' } }]);
    given(closed).when(place, now(sun)).then({ refused: 'rank-not-sufficient' });
  });

  test('is lifted by another person than the one who placed it', () => {
    const held = given(closed).after(place, now());
    given(held).when(lift(), now()).then({ refused: 'same-person' });
    given(held).when(lift(10), now(executive)).then({ refused: 'no-such-hold' });
    const lifted = given(held).after(lift(), now(executive));
    expect(given(held).state().retention.holds).toEqual([{ revision: 11, by: 'heide' }]);
    expect(given(lifted).state().retention.holds).toEqual([]);
  });
});
