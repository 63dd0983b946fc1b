import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareDecimals,
  decimal,
  lessBy,
  ratioOf,
  sumOf,
  textOf,
} from '../../../projections/returns/decimal.ts';

const anyDecimal = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 4 }))
  .map(([digits, scale]) => ({ digits, scale }));

test('a decimal is written as it is read', () => {
  for (const text of ['0', '-1', '300.00', '0.05', '-0.30', '12345678901234567890.1'])
    expect(textOf(decimal(text))).toBe(text);
});

test('what is added and taken away again leaves no trace', () => {
  fc.assert(
    fc.property(anyDecimal, anyDecimal, (one, other) => {
      expect(compareDecimals(lessBy(sumOf(one, other), other), one)).toBe(0);
    }),
  );
});

test('sums of money are exact', () => {
  expect(textOf(sumOf(decimal('0.10'), decimal('0.20')))).toBe('0.30');
  expect(textOf(sumOf(decimal('5'), decimal('0.20')))).toBe('5.20');
});

test.each([
  ['17', '1000', '69', '246.38'],
  ['1', '100', '3', '33.33'],
  ['2', '100', '3', '66.67'],
  ['1', '1', '200', '0.01'],
  ['0', '10000000', '51230000', '0.00'],
])('%s × %s ÷ %s is %s', (count, per, by, expected) => {
  expect(ratioOf(decimal(count), per, decimal(by))).toBe(expected);
});
