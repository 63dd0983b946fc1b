import { describe, expect, test } from 'vitest';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { sourceOf, together } from '../../../workflows/complaint/source.ts';
import type { ComplaintState } from '../../../workflows/complaint/state.ts';
import { shipped } from '../../regimes/a-regime.ts';
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

const british = shipped('uk-fca-disp');
const { version } = british;

describe('the source of a datum', () => {
  test('is the regime that has it, its version, article and mark', () => {
    const [route] = british.routes ?? [];
    expect(route && sourceOf(british, route)).toEqual({
      regime: 'uk-fca-disp',
      version,
      article: 'DISP 1.6.2R',
      mark: 'V',
      text: { en: 'DISP 1.6.2R, uk-fca-disp', zh: 'DISP 1.6.2R，uk-fca-disp' },
    });
  });

  test('says so where the article was not read in its own text', () => {
    expect(sourceOf(british, { article: 'DISP 1.7', mark: 'M' }).text).toEqual({
      en: 'DISP 1.7, uk-fca-disp, mark M',
      zh: 'DISP 1.7，uk-fca-disp，标记 M',
    });
  });

  test('says so where the rule is the house’s own', () => {
    const proposed = { article: 'house proposal', mark: 'P' } as const;
    expect(sourceOf(shipped('iso-10002'), proposed).text).toEqual({
      en: 'house rule, iso-10002',
      zh: '内部规定，iso-10002',
    });
    expect(sourceOf(british, proposed).text.en).toBe('house rule, uk-fca-disp');
  });
});

test('several sources are no surer than the least sure of them', () => {
  const [one, other] = [
    { article: 'DISP 1.6.2R', mark: 'V' },
    { article: 'RG 271', mark: 'M' },
  ] as const;
  expect(together([one])).toEqual(one);
  expect(together([one, other, one])).toEqual({ article: 'DISP 1.6.2R; RG 271', mark: 'M' });
  expect(together([other, one]).mark).toBe('M');
});

const because = (state: ComplaintState, command: ComplaintCommand) => {
  const decision = complaint.decide(state, command, { now: TUESDAY, actor: sun, rules });
  return 'refused' in decision ? decision.refused.because : undefined;
};

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
    expect(refused?.en).toMatch(/\(house rule[,)]/);
    expect(refused?.zh).toMatch(/（内部规定[，）]/);
  }
});
