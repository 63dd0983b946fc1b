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
import { hana, intake, rules } from './a-case.ts';
import { keptFor } from '../../../workflows/complaint/kept-for.ts';
import { retentionBegins } from '../../../workflows/complaint/retention.ts';

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
    expect(keptFor(given(closed).state())).toMatchObject({
      endedOn: '2026-03-06',
      keepUntil: '2031-03-06',
      longest: { name: 'house', regime: 'cn-nfra-2020', article: 'house proposal', mark: 'P' },
      matters: [],
      holds: [],
    });
    expect(keptFor(given(received).state())).toMatchObject({ keepUntil: null, longest: null });
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
      .when(
        {
          type: 'WithdrawComplaint',
          data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
        },
        { at: TUESDAY, by: sun },
      )
      .then([
        'ComplaintWithdrawn',
        'ClockStopped',
        { type: 'RetentionBegun', data: { endedOn: '2026-03-03' } },
      ]);
  });
});

test('of several regimes the longest term holds, and says whose it is', () => {
  const regimes = { regime: 'uk-fca-disp', overlays: ['cn-pboc-2020'] };
  const both = given().after(
    { type: 'ReceiveComplaint', data: { ...intake, ...regimes, kinds: ['transferred'] } },
    { at: TUESDAY, by: sun },
  );
  const events: typeof both = [...both, { type: 'CaseClosed', data: { by: 'hana', at: TUESDAY } }];
  const { terms } = retentionOf(given(events).state(), TUESDAY);
  const untils = terms.flatMap(({ until }) => until ?? []).toSorted();
  const state = given([...events, retentionBegins(given(events).state(), TUESDAY, rules)]).state();
  const { longest, keepUntil } = keptFor(state);
  expect(new Set(terms.map(({ regime }) => regime))).toEqual(
    new Set(['uk-fca-disp', 'cn-pboc-2020']),
  );
  expect(keepUntil).toBe(untils.at(-1));
  expect(longest).toMatchObject({ until: keepUntil });
});

function retentionOf(...[state, at]: readonly [Parameters<typeof retentionBegins>[0], string]) {
  const begun = retentionBegins(state, at, rules);
  return begun.type === 'RetentionBegun' ? begun.data : expect.fail('no retention');
}

test('a matter that is still open keeps it beyond its term, by the rule that says so', () => {
  const asked = given(closed).after(
    {
      type: 'RecordReferral',
      data: {
        forum: 'court',
        reference: box('2026-77'),
        body: 'district-court',
        referredAt: CLOSED_AT,
      },
    },
    { at: CLOSED_AT, by: hana },
  );
  expect(keptFor(given(asked).state()).matters).toMatchObject([
    { name: 'open-matters', open: ['dispute', 'court'], mark: 'P' },
  ]);
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
    const reasons = box('The court says so.');
    expect(keptFor(given(held).state()).holds).toEqual([
      { revision: 11, by: 'heide', at: CLOSED_AT, reasons },
    ]);
    expect(given(lifted).state().retention.holds).toEqual([]);
  });
});
