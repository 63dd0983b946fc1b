import { describe, test } from 'vitest';
import { TUESDAY, clara, given, received } from './a-case.ts';

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
