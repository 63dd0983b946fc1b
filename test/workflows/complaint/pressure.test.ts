import { expect, test } from 'vitest';
import { TUESDAY, given, hana, lookedInto } from './a-case.ts';
import { pressure } from './handling-samples.ts';

test('pressure on the handler is recorded; the case shows only that it was', () => {
  const recorded = given(lookedInto).after(
    { type: 'RecordPressure', data: pressure },
    { at: TUESDAY, by: hana },
  );
  expect(recorded.at(-1)).toMatchObject({ type: 'PressureRecorded', data: { by: 'hana' } });
  expect(given(recorded).state().handling.pressure).toEqual([5]);
});

test('pressure is never recorded ahead of time', () => {
  given(lookedInto)
    .when(
      { type: 'RecordPressure', data: { ...pressure, at: '2026-03-03T02:00:00.001Z' } },
      { at: TUESDAY, by: hana },
    )
    .then({ refused: 'pressure-in-the-future' });
});
