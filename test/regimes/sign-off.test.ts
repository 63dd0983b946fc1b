import { expect, test } from 'vitest';
import { authorityOver } from '../../regimes/sign-off.ts';
import type { Signable } from '../../regimes/sign-off.ts';
import { shipped } from './a-regime.ts';

const house = shipped('iso-10002').signOff ?? [];
const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const simple: Signable = { outcome: 'upheld', class: 'simple' };

test.each<readonly [string, Signable, string]>([
  ['nothing is paid', simple, 'supervisor'],
  ['an amount at the limit', { ...simple, amount: yuan('10000.00') }, 'supervisor'],
  ['a cent more', { ...simple, amount: yuan('10000.01') }, 'head'],
  ['more digits, not more money', { ...simple, amount: yuan('9999.99') }, 'supervisor'],
  ['beyond every amount', { ...simple, amount: yuan('100000.01') }, 'executive'],
  [
    'an amount in other money',
    { ...simple, amount: { amount: '1.00', currency: 'EUR' } },
    'executive',
  ],
  ['a complex case turned down', { outcome: 'not-upheld', class: 'complex' }, 'head'],
  [
    'a complex case turned down with more money than a head may promise',
    { outcome: 'not-upheld', class: 'complex', amount: yuan('9000000.00') },
    'executive',
  ],
  ['a very complex case', { ...simple, class: 'very-complex' }, 'executive'],
])('who signs: %s', (_what, decision, rank) => {
  expect(authorityOver(house, decision)?.rank).toBe(rank);
});

test('a regime without such rules says nothing', () => {
  expect(authorityOver([], simple)).toBeUndefined();
});
