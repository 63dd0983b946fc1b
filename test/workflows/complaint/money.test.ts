import { expect, test } from 'vitest';
import { totalOf } from '../../../workflows/complaint/money.ts';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });

test('a total is exact, with the scale of its currency', () => {
  expect(totalOf([yuan('0.10'), yuan('0.20')])).toEqual(yuan('0.30'));
  expect(totalOf([yuan('999999999999999.99'), yuan('0.01')])).toEqual(yuan('1000000000000000.00'));
  expect(
    totalOf([
      { amount: '7', currency: 'JPY' },
      { amount: '5', currency: 'JPY' },
    ]),
  ).toEqual({
    amount: '12',
    currency: 'JPY',
  });
  expect(totalOf([{ amount: '0.001', currency: 'KWD' }])).toEqual({
    amount: '0.001',
    currency: 'KWD',
  });
  expect(totalOf([])).toBeUndefined();
});

test('currencies have no total together', () => {
  expect(totalOf([yuan('1.00'), { amount: '1.00', currency: 'USD' }])).toEqual({
    mixed: ['CNY', 'USD'],
  });
});
