import { expect, test } from 'vitest';
import { draftLetter } from '../../../workflows/complaint/letter-draft.ts';
import type { DraftedLetter } from '../../../workflows/complaint/letter-draft.ts';
import { TUESDAY, given, hana, lookedInto, proposal, rules } from './a-case.ts';

const draft = (letter: DraftedLetter, name: string, language: 'zh-CN' | 'en') => {
  const regime = rules.regime(name, { at: TUESDAY });
  return regime && draftLetter([regime], { letter, language });
};

test('a draft holds every section that the article demands, in the language asked for (Order 2020-3 art. 19)', () => {
  const zh = draft('decision', 'cn-nfra-2020', 'zh-CN');
  expect(zh).toMatchObject({ covers: ['verified', 'grounds', 'routes'] });
  expect(zh?.sources).toMatchObject([{ regime: 'cn-nfra-2020', mark: 'V' }]);
  for (const title of ['核实认定的事实', '依据、理由', '核查、调解、仲裁、诉讼'])
    expect(zh?.text).toContain(title);
  expect(draft('decision', 'cn-nfra-2020', 'en')?.text).toContain('mediation, arbitration');
  expect(draft('delay', 'uk-fca-disp', 'en')?.text).toContain('Ombudsman now');
});

test('the draft about a review speaks of process, time and result, by the house’s own rule (art. 20 names no content)', () => {
  const zh = draft('review-decision', 'cn-nfra-2020', 'zh-CN');
  expect(zh).toMatchObject({ covers: ['process', 'timeliness', 'result', 'grounds', 'routes'] });
  expect(zh?.sources).toMatchObject([{ mark: 'P' }]);
  expect(zh?.text).toContain('核查决定');
  expect(draft('review-decision', 'cn-nfra-2020', 'en')?.text).toContain('took no part');
  expect(draft('review-decision', 'uk-fca-disp', 'en')).toBeUndefined();
});

test('what a draft covers is what a proposal under its regime needs', () => {
  const { covers = [] } = draft('decision', 'cn-nfra-2020', 'en') ?? {};
  given(lookedInto)
    .when({ type: 'ProposeDecision', data: { ...proposal, covers } }, { at: TUESDAY, by: hana })
    .then(['DecisionProposed']);
});

test('a regime that demands nothing has no draft', () => {
  expect(draft('delay', 'cn-nfra-2020', 'zh-CN')).toBeUndefined();
  expect(draft('decision', 'demo', 'en')).toBeUndefined();
});

test('of several regimes a draft holds what each of them demands, each section once', () => {
  const names = ['cn-nfra-2020', 'uk-fca-disp', 'au-asic-rg271'];
  const regimes = names.flatMap((name) => rules.regime(name, { at: TUESDAY }) ?? []);
  const { covers = [], sources = [] } =
    draftLetter(regimes, { letter: 'decision', language: 'en' }) ?? {};
  expect(sources.map(({ regime }) => regime)).toEqual(names);
  expect(new Set(covers).size).toBe(covers.length);
  for (const name of names)
    for (const one of draft('decision', name, 'en')?.covers ?? []) expect(covers).toContain(one);
});
