import { describe, expect, test } from 'vitest';
import { askForMaterials } from '../../../workflows/complaint/materials.ts';
import { TUESDAY, clara, given, received, receivedUnder, rules } from './a-case.ts';

const now = { at: TUESDAY, by: clara };
type Material = 'identity' | 'contract' | 'signature';
const ask = (materials: readonly Material[], held: readonly Material[] = []) =>
  ({ type: 'AskForMaterials', data: { materials, held } }) as const;
const record = (...materials: readonly Material[]) =>
  ({ type: 'RecordMaterials', data: { materials } }) as const;

describe('materials', () => {
  test('that the firm holds may not be asked for (Order 2020-3 art. 13)', () => {
    given(received)
      .when(ask(['signature', 'contract'], ['contract']), now)
      .then({ refused: 'held-already' });
    given(received)
      .when(ask(['signature'], ['contract']), now)
      .then([{ type: 'MaterialsAskedFor', data: { materials: ['signature'] } }]);
  });

  test('known to be held once, or come in since, are never asked for again', () => {
    const asked = given(received).after(ask(['signature'], ['contract']), now);
    given(asked)
      .when(ask(['contract']), now)
      .then({ refused: 'held-already' });
    given(asked)
      .when(ask(['signature']), now)
      .then([]);
    const came = given(asked).after(record('signature'), now);
    given(came)
      .when(ask(['signature']), now)
      .then({ refused: 'held-already' });
    given(came).when(record('signature'), now).then([]);
  });
});

test('what the firm holds is not asked for by the rule of the case, else by the house’s', () => {
  const refusal = (events: typeof received) => {
    const { data } = ask(['contract'], ['contract']);
    const context = { now: TUESDAY, actor: clara, rules };
    const decision = askForMaterials(
      given(events).state(),
      { materials: [...data.materials], held: [...data.held] },
      context,
    );
    return 'refused' in decision ? decision.refused.because : undefined;
  };
  expect(refusal(received)?.en).toContain('(Order 2020-3 art. 13, cn-nfra-2020)');
  for (const regime of ['uk-fca-disp', 'eu-psd2']) {
    const because = refusal(receivedUnder(regime));
    expect(because?.en).toContain('(house rule, iso-10002)');
    expect(because?.zh).toContain('（内部规定，iso-10002）');
  }
  expect(refusal(receivedUnder('uk-fca-disp', 'cn-nfra-2020'))?.en).toContain('art. 13');
});
