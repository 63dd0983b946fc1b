import { expect, test } from 'vitest';
import { localTime } from '../../../../projections/packs/report/local-time.ts';

test.each([
  ['2026-03-01T16:00:00.000Z', 'Asia/Shanghai', '2026-03-02 00:00:00'],
  ['2026-03-29T01:30:00.000Z', 'Europe/London', '2026-03-29 02:30:00'],
  ['2026-01-29T01:30:07.999Z', 'UTC', '2026-01-29 01:30:07'],
])('%s is in %s %s', (at, zone, said) => {
  expect(localTime(at, zone)).toBe(said);
});
