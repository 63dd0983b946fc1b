import { expect, test } from 'vitest';
import { decimalsOf } from '../../events/decimals-of.ts';

test('the digits after the point are those of ISO 4217', () => {
  const found = ['JPY', 'XPF', 'CNY', 'IDR', 'TND', 'OMR', 'CLF'].map(decimalsOf);
  expect(found).toEqual([0, 0, 2, 2, 3, 3, 4]);
});

test('a metal, a code for testing and a made-up one are no currencies', () => {
  for (const code of ['XAU', 'XTS', 'XXX', 'QQQ', 'cny', ''])
    expect(decimalsOf(code)).toBe(undefined);
});
