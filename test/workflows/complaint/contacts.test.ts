import { expect, test } from 'vitest';
import { TUESDAY, clara, given, received } from './a-case.ts';
import { contact } from './handling-samples.ts';

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
  const tried = given(received).after(record({ reached: false }), now);
  expect(given(tried).state().handling.unreached).toEqual([TUESDAY]);
  const others = [{ reached: true }, { reached: false, with: 'unit' }];
  for (const changes of others)
    expect(given(given(received).after(record(changes), now)).state().handling.unreached).toEqual(
      [],
    );
});
