import { describe, expect, test } from 'vitest';
import { TUESDAY, clara, decideClock, given, received } from './a-case.ts';
import { contact } from './handling-samples.ts';

const answer = {
  ...decideClock,
  clock: 'answer',
  regime: 'cn-circ-life-2010',
  limit: 'target',
} as const;
const now = { at: TUESDAY, by: clara };
const record = (changes: Partial<Record<keyof typeof contact, unknown>> = {}) =>
  ({ type: 'RecordContact', data: { ...contact, ...changes } as typeof contact }) as const;

test('a contact is noted with its channel and instant, never in the future', () => {
  given(received)
    .when(record(), now)
    .then([{ type: 'ContactRecorded', data: { channel: 'phone', at: TUESDAY, by: 'clara' } }]);
  given(received)
    .when(record({ at: '2026-03-03T02:00:00.001Z' }), now)
    .then({ refused: 'contact-in-the-future' });
});

test('attempts to reach the complainant in vain are known (Order 2020-3 art. 21)', () => {
  const unreachedAfter = (changes: Parameters<typeof record>[0]) =>
    given(given(received).after(record(changes), now)).state().handling.unreached;
  expect(unreachedAfter({ reached: false })).toEqual([{ at: TUESDAY, channel: 'phone' }]);
  for (const changes of [{ reached: true }, { reached: false, with: 'unit' }])
    expect(unreachedAfter(changes)).toEqual([]);
});

describe('a clock that the news of progress stops as well (Order 2010-4 art. 29)', () => {
  const asked = given(received, [
    { type: 'ClockStarted', data: { ...answer, orMetBy: ['progress-told'] } },
  ]);
  const told = (changes: Partial<Record<keyof typeof contact, unknown>> = {}) =>
    record({ tells: 'progress', ...changes } as typeof changes);

  test('stops when the complainant was reached, and says by what', () => {
    asked.when(told(), now).then([
      { type: 'ContactRecorded', data: { tells: 'progress' } },
      { type: 'ClockStopped', data: { clock: 'answer', satisfiedBy: ['progress-told'] } },
    ]);
    asked.when(record(), now).then(['ContactRecorded']);
  });

  test('does not stop by an attempt, by somebody else’s news, or before the receipt', () => {
    const others = [
      { reached: false },
      { with: 'unit' },
      { direction: 'in' },
      { at: '2026-03-02T01:29:59.999Z' },
    ];
    for (const changes of others)
      asked.when(told(changes), now).then({ refused: 'progress-not-told' });
  });
});
