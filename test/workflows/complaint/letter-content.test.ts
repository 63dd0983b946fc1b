import { expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { contentNamed, contentOf } from '../../../workflows/complaint/letter-content.ts';
import { TUESDAY, given, hana, intake, lookedInto, proposal, rules } from './a-case.ts';

const now = { at: TUESDAY, by: hana };
const propose = (covers?: readonly string[]) => {
  const { covers: _covers, ...rest } = proposal;
  return {
    type: 'ProposeDecision',
    data: covers === undefined ? rest : { ...rest, covers },
  } as const;
};

test('a decision letter says what was found, the grounds and the ways that stay open (Order 2020-3 art. 19)', () => {
  given(lookedInto)
    .when(propose(['routes', 'grounds', 'verified']), now)
    .then(['DecisionProposed']);
  for (const covers of [
    undefined,
    [],
    ['verified', 'grounds'],
    ['verified', 'routes'],
    ['grounds', 'routes'],
  ])
    given(lookedInto).when(propose(covers), now).then({ refused: 'letter-incomplete' });
});

test('the refusal names the article and what is missing, in both languages', () => {
  const state = given(lookedInto).state();
  const context = { now: TUESDAY, actor: hana, rules };
  const decision = complaint.decide(state, propose(['verified', 'grounds']), context);
  const because = 'refused' in decision ? decision.refused.because : { en: '', zh: '' };
  expect(because.en).toContain('Order 2020-3 art. 19');
  expect(because.en).toContain('(routes)');
  expect(because.zh).toContain('调解');
});

test('of several regimes it says what each demands, whichever leads', () => {
  const overlaid = lookedInto.with(0, {
    type: 'ComplaintReceived',
    data: { ...intake, overlays: ['uk-fca-disp'] },
  });
  const chinese = ['verified', 'grounds', 'routes'];
  const british = ['answer', 'ombudsman-right', 'leaflet', 'time-limits'];
  for (const covers of [chinese, british, [...chinese, 'answer']])
    given(overlaid).when(propose(covers), now).then({ refused: 'letter-incomplete' });
  const context = { now: TUESDAY, actor: hana, rules };
  const nothing = complaint.decide(given(overlaid).state(), propose(['grounds']), context);
  const { en, zh } = 'refused' in nothing ? nothing.refused.because : { en: '', zh: '' };
  for (const told of [en, zh])
    for (const part of ['art. 19', 'cn-nfra-2020', 'uk-fca-disp', 'routes', 'leaflet'])
      expect(told).toContain(part);
  given(overlaid)
    .when(propose([...chinese, ...british]), now)
    .then(['DecisionProposed']);
});

const of = (name: string) => rules.regime(name, { at: TUESDAY });

test('what each regime demands stands with its article and mark', () => {
  const named = (letter: 'decision' | 'delay', regime: string) =>
    contentOf(letter, of(regime))?.sections.map(({ name }) => name);
  expect(named('decision', 'uk-fca-disp')).toEqual([
    'answer',
    'ombudsman-right',
    'leaflet',
    'time-limits',
  ]);
  expect(named('decision', 'eu-psd2')).toEqual(['all-points', 'adr-body']);
  expect(named('decision', 'au-asic-rg271')).toContain('afca-right');
  expect(named('decision', 'sg-mas-2021')).toEqual(['outcome', 'reasons', 'further-ways']);
  expect(named('decision', 'hk-hkma-ic4')).toEqual(['outcome', 'reasons', 'mediation']);
  for (const name of ['sg-mas-2021', 'hk-hkma-ic4'])
    expect(contentOf('decision', of(name))).toMatchObject({
      ...{ mark: 'P', article: expect.stringMatching(/^house proposal/) as string },
    });
  expect(contentNamed('acknowledgement', of('hk-hkma-ic4'))).toMatchObject({ mark: 'P' });
  expect(contentNamed('acknowledgement', of('sg-mas-2021'))).toMatchObject({ mark: 'V' });
  expect(named('delay', 'uk-fca-disp')).toEqual(['reason', 'date', 'ombudsman-right']);
  expect(contentOf('delay', of('au-asic-rg271'))).toMatchObject({ mark: 'M' });
  expect(contentOf('delay', of('cn-nfra-2020'))).toBeUndefined();
  expect(contentOf('decision', of('demo'))).toBeUndefined();
  expect(contentOf('decision', undefined)).toBeUndefined();
});
