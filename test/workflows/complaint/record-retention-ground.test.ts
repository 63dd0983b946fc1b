import { describe, expect, test } from 'vitest';
import { CLOSED_AT, TUESDAY, box, closed, given, hana, head, sun, told } from './a-case.ts';
import { keptFor } from '../../../workflows/complaint/kept-for.ts';

describe('a term that waits for what no other event tells', () => {
  const recording = (
    at: string,
    ground: 'contract-ended' | 'credit-information' = 'contract-ended',
  ) => ({ type: 'RecordRetentionGround', data: { ground, at } }) as const;
  const later = { at: '2027-01-04T02:00:00.000Z', by: sun };

  test('says so once the case has ended, and counts when it is recorded', () => {
    const waits = [
      {
        for: 'contract-ended',
        terms: ['suitability-material', 'sales-recording-short', 'sales-recording-long'],
      },
    ];
    expect(keptFor(given(closed).state())).toMatchObject({ keepUntil: '2031-03-06', waits });
    const known = given(closed).after(recording('2026-12-31T15:00:00.000Z'), later);
    expect(known.slice(-2)).toMatchObject([
      { type: 'RetentionGroundRecorded', data: { ground: 'contract-ended', by: 'sun' } },
      { type: 'RetentionBegun', data: { endedOn: '2026-03-06', keepUntil: '2036-12-31' } },
    ]);
    const kept = keptFor(given(known).state());
    expect(kept).toMatchObject({ waits: [], longest: { name: 'sales-recording-long' } });
    given(known).when(recording('2026-12-31T15:00:00.000Z'), later).then([]);
  });

  test('counts from the end when it was recorded before', () => {
    const known = given(told).after(recording(TUESDAY), { at: CLOSED_AT, by: sun });
    expect(known.at(-1)).toMatchObject({ type: 'RetentionGroundRecorded' });
    given(known)
      .when({ type: 'CloseCase', data: { reasons: box('r') } }, { at: CLOSED_AT, by: hana })
      .then(['CaseClosed', { type: 'RetentionBegun', data: { keepUntil: '2036-03-03' } }]);
  });

  test('is credit information where the regime keeps its files longer (银办发〔2014〕73号)', () => {
    const [receipt] = told;
    if (receipt?.type !== 'ComplaintReceived') return expect.fail('no receipt');
    const pboc = { regime: 'cn-pboc-2020', kinds: ['transferred'] };
    const ofPboc = told.with(0, { ...receipt, data: { ...receipt.data, ...pboc } });
    const ended = given(ofPboc).after(
      { type: 'CloseCase', data: { reasons: box('r') } },
      { at: CLOSED_AT, by: hana },
    );
    expect(keptFor(given(ended).state())).toMatchObject({
      keepUntil: '2031-03-06',
      waits: [{ for: 'credit-information', terms: ['credit-case-file'] }],
    });
    const known = given(ended).after(recording(TUESDAY, 'credit-information'), later);
    expect(keptFor(given(known).state())).toMatchObject({ keepUntil: '2036-03-06', waits: [] });
  });

  test('is not taken back to an earlier instant by who recorded it', () => {
    const known = given(closed).after(recording('2026-12-31T15:00:00.000Z'), later);
    const earlier = recording('2026-12-31T14:59:59.999Z');
    given(known).when(earlier, later).then({ refused: 'same-person' });
    given(known)
      .when(earlier, { ...later, by: head })
      .then(['RetentionGroundRecorded', 'RetentionBegun']);
    // Longer is nobody's gain.
    given(known)
      .when(recording('2026-12-31T15:00:00.001Z'), later)
      .then(['RetentionGroundRecorded', 'RetentionBegun']);
  });

  test('has happened, and is told by somebody who leads', () => {
    given(closed)
      .when(recording('2027-01-04T02:00:00.001Z'), later)
      .then({ refused: 'in-the-future' });
    given(closed)
      .when(recording(TUESDAY), { ...later, by: hana })
      .then({ refused: 'not-authorised' });
  });
});
