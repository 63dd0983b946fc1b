import { expect, test } from 'vitest';
import { dayGiven, startOf } from '../../cli/regime-start.ts';
import { dayOf } from '../../workflows/calendar.ts';
import { shipped } from '../regimes/a-regime.ts';

const [days] = shipped('cn-nfra-2020').clocks;
const [seconds] = shipped('demo').clocks;
if (days === undefined || seconds === undefined) throw new Error('both have a clock');

test.each(['Asia/Shanghai', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'UTC'])(
  'a day is that day in %s',
  (zone) => expect(dayOf(startOf(days, '2026-03-02', zone), zone)).toBe('2026-03-02'),
);

test('an instant may have any offset, and its day is that of the zone', () => {
  const text = '2026-03-01T23:30:00+01:00';
  expect(startOf(days, text, 'Asia/Shanghai')).toBe('2026-03-01T22:30:00.000Z');
  expect(dayGiven(text, 'Asia/Shanghai')).toBe('2026-03-02');
});

test('a day is not enough for what counts in seconds', () => {
  expect(() => startOf(seconds, '2026-03-02', 'UTC')).toThrow(
    /counts in seconds: give the instant/,
  );
});

test.each(['yesterday', '2026-02-30', '2026-03-02T09:30', '02/03/2026'])(
  '%s is refused',
  (text) => {
    expect(() => startOf(days, text, 'UTC')).toThrow(/neither a day, such as 2026-03-02/);
  },
);
