import { expect, test } from 'vitest';
import {
  SIGN_OFF_AUTHORITY,
  authorityOver,
} from '../../../workflows/complaint/sign-off-authority.ts';
import type { Signable } from '../../../workflows/complaint/sign-off-authority.ts';
import { TUESDAY, executive, given, head, letter, lookedInto, proposal, sun } from './a-case.ts';
import { hana } from './a-case.ts';

const rankFor = (changes: Partial<Signable>): string | undefined =>
  authorityOver({ outcome: 'upheld', class: 'simple', amount: null, ...changes })?.rank;
const yuan = (amount: string) => ({ amount, currency: 'CNY' });

test('the rank that signs follows from outcome, class and amount (house rule)', () => {
  expect(rankFor({})).toBe('supervisor');
  expect(rankFor({ amount: yuan('10000.00') })).toBe('supervisor');
  expect(rankFor({ amount: yuan('10000.01') })).toBe('head');
  expect(rankFor({ amount: yuan('100000.00') })).toBe('head');
  expect(rankFor({ amount: yuan('100000.01') })).toBe('executive');
  expect(rankFor({ amount: { amount: '1500.00', currency: 'USD' } })).toBe('supervisor');
  expect(rankFor({ amount: { amount: '1.00', currency: 'EUR' } })).toBe('executive');
  expect(rankFor({ class: 'complex' })).toBe('supervisor');
  expect(rankFor({ class: 'complex', outcome: 'not-upheld' })).toBe('head');
  expect(rankFor({ class: 'very-complex' })).toBe('executive');
});

test('somebody may sign every decision, and every rule says where it is from', () => {
  const last = SIGN_OFF_AUTHORITY.at(-1);
  expect(last).toMatchObject({ name: 'any', rank: 'executive' });
  expect(Object.keys(last ?? {})).toEqual(['name', 'rank', 'article', 'mark']);
  for (const { article, mark } of SIGN_OFF_AUTHORITY) {
    expect(article).not.toBe('');
    expect(['V', 'S', 'M', 'P']).toContain(mark);
  }
});

test('a sign-off by a lower rank is refused, by this rank or a higher one it is taken', () => {
  const money = yuan('50000.00');
  const proposed = given(lookedInto).after(
    { type: 'ProposeDecision', data: { ...proposal, remedy: { kind: 'money', money } } },
    { at: TUESDAY, by: hana },
  );
  const signOff = {
    type: 'SignOff',
    data: { proposal: 5, letterCommitment: letter.commitment },
  } as const;
  given(proposed).when(signOff, { at: TUESDAY, by: sun }).then({ refused: 'rank-not-sufficient' });
  for (const by of [head, executive])
    given(proposed)
      .when(signOff, { at: TUESDAY, by })
      .then([
        {
          type: 'DecisionSignedOff',
          data: { authority: { name: 'medium', article: 'house rule', mark: 'P' } },
        },
      ]);
});
