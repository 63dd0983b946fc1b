import { describe, expect, test } from 'vitest';
import { draftLetter } from '../../../workflows/complaint/letter-draft.ts';
import { routesOf } from '../../../workflows/complaint/letter-routes.ts';
import { shipped } from '../../regimes/a-regime.ts';

const [chinese, british, european] = ['cn-nfra-2020', 'uk-fca-disp', 'eu-psd2'].map(shipped);
const textsOf = (regime: typeof british, language: 'zh-CN' | 'en') =>
  routesOf(regime === undefined ? [] : [regime], language, { timed: true }).map(({ text }) => text);

describe('the ways that a letter tells of', () => {
  test('are those of its regime, with the time there is for each', () => {
    expect(textsOf(chinese, 'zh-CN')).toEqual([
      '向上级机构申请核查（自收到本函之日起30日内）',
      '调解',
      '仲裁',
      '诉讼',
    ]);
    expect(textsOf(british, 'en')).toEqual([
      'Financial Ombudsman Service, within 6 months of the date of this letter',
    ]);
    expect(textsOf(european, 'en')).toEqual(['A body for alternative dispute resolution']);
    expect(textsOf(shipped('us-cfpb'), 'en')).toEqual([]);
  });

  test('come with their source, and of several regimes none comes twice', () => {
    const regimes = ['eu-psd2', 'uk-fca-disp', 'eu-psd2'].map(shipped);
    expect(routesOf(regimes, 'en', { timed: true }).map(({ source }) => source.text.en)).toEqual([
      'Directive 2015/2366 art. 101, eu-psd2',
      'DISP 1.6.2R, uk-fca-disp',
    ]);
  });

  test('stand in the draft', () => {
    const draft = draftLetter([shipped('uk-fca-disp')], { letter: 'decision', language: 'en' });
    expect(draft?.text).toContain(
      'What you can do next\n- Financial Ombudsman Service, within 6 months of the date',
    );
    expect(draft?.routes).toMatchObject([
      { name: 'ombudsman', source: { article: 'DISP 1.6.2R' } },
    ]);
    const zh = draftLetter([shipped('cn-nfra-2020')], { letter: 'decision', language: 'zh-CN' });
    expect(zh?.text).toContain('【后续救济途径】\n- 向上级机构申请核查');
  });

  test('have no time in a letter of delay, which begins none', () => {
    const draft = draftLetter([shipped('uk-fca-disp')], { letter: 'delay', language: 'en' });
    expect(draft?.routes.map(({ text }) => text)).toEqual(['Financial Ombudsman Service']);
  });

  test('after a review no longer hold another review', () => {
    const draft = draftLetter([shipped('cn-nfra-2020')], {
      letter: 'review-decision',
      language: 'en',
    });
    expect(draft?.routes.map(({ name }) => name)).toEqual([
      'mediation',
      'arbitration',
      'litigation',
    ]);
  });
});
