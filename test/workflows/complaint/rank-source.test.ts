import { expect, test } from 'vitest';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { rankSource } from '../../../workflows/complaint/rank-source.ts';
import type { ComplaintState } from '../../../workflows/complaint/state.ts';
import {
  TUESDAY,
  box,
  closed,
  given,
  hana,
  letter,
  lookedInto,
  proposal,
  rules,
  sun,
} from './a-case.ts';

const because = (state: ComplaintState, command: ComplaintCommand) => {
  const decision = complaint.decide(state, command, { now: TUESDAY, actor: sun, rules });
  return 'refused' in decision ? decision.refused.because : undefined;
};

test('a rank that an article asks for is refused by the article', () => {
  expect(rankSource({ article: 'Order 2020-3 art. 18', mark: 'V' })).toEqual({
    en: '(Order 2020-3 art. 18)',
    zh: '（Order 2020-3 art. 18）',
  });
});

test('a rank that only the institution asks for is said to be its own rule: by amount, and in the table', () => {
  const money = { amount: '50000.00', currency: 'CNY' };
  const large = { ...proposal, remedy: { kind: 'money' as const, money } };
  const proposed = given(lookedInto).after(
    { type: 'ProposeDecision', data: large },
    { at: TUESDAY, by: hana },
  );
  for (const refused of [
    because(given(proposed).state(), {
      type: 'SignOff',
      data: { proposal: 5, letterCommitment: letter.commitment },
    }),
    because(given(closed).state(), { type: 'PlaceLegalHold', data: { reasons: box('r') } }),
  ]) {
    expect(refused?.en).toContain('(house rule)');
    expect(refused?.zh).toContain('（机构规定）');
  }
});
