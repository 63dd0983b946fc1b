import { expect, test } from 'vitest';
import { daysAfter, periodNamed } from '../../../projections/returns/period.ts';

test.each([
  ['2024-02', 'month', '2024-02-01', '2024-02-29'],
  ['2026-Q1', 'quarter', '2026-01-01', '2026-03-31'],
  ['2026-Q4', 'quarter', '2026-10-01', '2026-12-31'],
  ['2026-H1', 'half-year', '2026-01-01', '2026-06-30'],
  ['2026-H2', 'half-year', '2026-07-01', '2026-12-31'],
  ['2026', 'year', '2026-01-01', '2026-12-31'],
  ['2026-01-05..2026-01-05', 'days', '2026-01-05', '2026-01-05'],
])('%s is a %s from %s to %s', (name, kind, from, to) => {
  expect(periodNamed(name)).toEqual({ name, kind, from, to });
});

test.each([
  ...['', '26', '2026-00', '2026-13', '2026-Q0', '2026-Q5', '2026-H3', '2026-q1', ' 2026'],
  ...['2026-02-30..2026-03-01', '2026-03-02..2026-03-01', '2026-03-01..', '2026-3-1..2026-3-2'],
])('%j is no period', (name) => {
  expect(periodNamed(name)).toBeUndefined();
});

test('days are counted over the ends of months and years', () => {
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysAfter('2024-03-01', -1)).toBe('2024-02-29');
});
