import { expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { TUESDAY, asUnder, given, hana, lookedInto, proposal, rules } from './a-case.ts';

const now = { at: TUESDAY, by: hana };
const propose = (...more: readonly string[]) =>
  ({
    type: 'ProposeDecision',
    data: { ...proposal, covers: ['verified', 'grounds', 'routes', ...more] },
  }) as const;

test('a letter covers no section that no regime of the case has, and the refusal says which', () => {
  const context = { now: TUESDAY, actor: hana, rules };
  const decision = complaint.decide(given(lookedInto).state(), propose('nonsense'), context);
  expect(decision).toMatchObject({ refused: { code: 'no-such-section' } });
  const { en, zh } = 'refused' in decision ? decision.refused.because : { en: '', zh: '' };
  for (const told of [en, zh])
    for (const part of ['covers/3', 'nonsense', 'routes']) expect(told).toContain(part);
});

test('it may cover a section of another letter, or of another regime of the case', () => {
  given(lookedInto).when(propose('timeliness'), now).then(['DecisionProposed']);
  given(lookedInto).when(propose('leaflet'), now).then({ refused: 'no-such-section' });
  given(asUnder(lookedInto, 'cn-nfra-2020', 'uk-fca-disp'))
    .when(propose('answer', 'ombudsman-right', 'leaflet', 'time-limits'), now)
    .then(['DecisionProposed']);
});

test('where nothing is demanded of the letter, nothing is said of what it covers', () => {
  given(asUnder(lookedInto, 'iso-10002')).when(propose(), now).then(['DecisionProposed']);
});
