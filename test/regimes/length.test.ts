import { expect, test } from 'vitest';
import { isLonger, isNatural } from '../../regimes/length.ts';

test('lengths of different units are compared where it does not depend on the calendar', () => {
  expect(isLonger({ count: 2, unit: 'month' }, { count: 8, unit: 'week' })).toBe(true);
  expect(isLonger({ count: 24, unit: 'hour' }, { count: 1, unit: 'day' })).toBe(false);
  expect(isLonger({ count: 35, unit: 'business-day' }, { count: 15, unit: 'business-day' })).toBe(
    true,
  );
  expect(isLonger({ count: 35, unit: 'business-day' }, { count: 8, unit: 'week' })).toBeUndefined();
});

test('business days need a calendar, all other units do not', () => {
  expect(isNatural({ count: 1, unit: 'business-day' })).toBe(false);
  expect(isNatural({ count: 1, unit: 'year' })).toBe(true);
});
