import { describe, expect, test } from 'vitest';
import { mustStandAside } from '../../../workflows/complaint/recusal.ts';
import {
  TUESDAY,
  box,
  clara,
  given,
  hana,
  onItsWay,
  proposed,
  received,
  receivedUnder,
  rules,
  signedOff,
  sun,
} from './a-case.ts';

const now = (by = sun) => ({ at: TUESDAY, by });
type Interest = 'seller' | 'account-manager' | 'handler-of-first-instance';
const assign = (handler: string, ...involved: readonly { person: string; as: Interest }[]) =>
  ({ type: 'AssignCase', data: { handler, unit: 'consumer-protection', involved } }) as const;
const interest = (person: string, as: Interest = 'seller') =>
  ({ type: 'RecordInterest', data: { involved: [{ person, as }] } }) as const;

describe('recusal at assignment (Order 2020-3 art. 17)', () => {
  test('the seller, the account manager and the handler of first instance are not assigned', () => {
    for (const as of ['seller', 'account-manager', 'handler-of-first-instance'] as const)
      given(received)
        .when(assign('hugo', { person: 'hugo', as }), now())
        .then({ refused: 'has-an-interest' });
  });

  test('interests that come with an assignment are recorded and bind every later one', () => {
    const assigned = given(received).after(assign('hana', { person: 'hugo', as: 'seller' }), now());
    expect(assigned.map(({ type }) => type).slice(-2)).toEqual([
      'InterestRecorded',
      'CaseAssigned',
    ]);
    given(assigned).when(assign('hugo'), now()).then({ refused: 'has-an-interest' });
  });

  test('an interest is recorded once, with its article', () => {
    const recorded = given(received).after(interest('wei'), now(clara));
    expect(recorded.at(-1)).toMatchObject({
      type: 'InterestRecorded',
      data: { person: 'wei', as: 'seller', article: 'Order 2020-3 art. 17', mark: 'V' },
    });
    given(recorded).when(interest('wei'), now(clara)).then([]);
    given(recorded).when(interest('wei', 'account-manager'), now()).then(['InterestRecorded']);
  });
});

describe('a handler who turns out to have an interest', () => {
  test('gives the case back, and what he prepared is void', () => {
    given(proposed)
      .when(interest('hana'), now(hana))
      .then([
        'InterestRecorded',
        { type: 'HandlerRecused', data: { handler: 'hana', as: 'seller', by: 'hana' } },
        { type: 'DecisionVoided', data: { proposal: 5, because: 'recused' } },
      ]);
    expect(given(given(proposed).after(interest('hana'), now())).state().handler).toBeNull();
  });

  test('cannot void a decision that is on its way', () => {
    given(onItsWay).when(interest('hana'), now()).then(['InterestRecorded', 'HandlerRecused']);
  });
});

test('a decision that a person with an interest signed off is void', () => {
  given(signedOff)
    .when(interest('sun'), now(clara))
    .then(['InterestRecorded', { type: 'DecisionVoided', data: { because: 'recused' } }]);
});

test('whoever has an interest neither verifies nor decides, but may be asked', () => {
  const known = given(proposed).after(interest('sun'), now(clara));
  const by = now(sun);
  given(known).when(assign('hugo'), by).then({ refused: 'has-an-interest' });
  given(known)
    .when({ type: 'RecordFinding', data: { finding: box('It was fine.') } }, by)
    .then({ refused: 'has-an-interest' });
  given(known).when({ type: 'AcknowledgeComplaint', data: {} }, by).then(['LetterOrdered']);
});

/** A case under some regimes, with `hana` having taken part, and the refusal of a person at one stage, in English. */
function refusal(
  [regime = '', ...overlays]: readonly string[],
  at: 'assignment' | 'review',
  person: { readonly person: string; readonly as?: Interest | 'relative' },
): string | undefined {
  const taken = receivedUnder(regime, ...overlays);
  const state = given(given(taken).after(assign('hana'), now())).state();
  const { person: who, as } = person;
  const involved = as === undefined ? [] : [{ person: who, as }];
  return mustStandAside(state, who, { rules, now: TUESDAY }, at, involved)?.refused.because.en;
}

describe('whoever stands aside does so by the rule of the case', () => {
  const wei = { person: 'wei', as: 'seller' } as const;

  test('a Chinese one names Order 2020-3 at assignment, and the house’s rule at review', () => {
    expect(refusal(['cn-nfra-2020'], 'assignment', wei)).toBe(
      'Has to stand aside from the case: wei (seller; Order 2020-3 art. 17, cn-nfra-2020).',
    );
    expect(refusal(['cn-nfra-2020'], 'review', wei)).toBe(
      'Has to stand aside from the review: wei (seller; house rule, iso-10002).',
    );
  });

  test('a British or European one names no Chinese article', () => {
    for (const regime of ['uk-fca-disp', 'eu-psd2'])
      for (const at of ['assignment', 'review'] as const)
        expect(refusal([regime], at, wei)).toContain('(seller; house rule, iso-10002)');
  });

  test('of a relation that the leading regime does not name an overlay has a say, then the house', () => {
    const singapore = ['uk-fca-disp', 'sg-mas-2021'];
    expect(refusal(singapore, 'assignment', wei)).toContain('reg. 5, sg-mas-2021');
    expect(refusal(singapore, 'assignment', { person: 'wei', as: 'relative' })).toContain(
      'house rule, iso-10002',
    );
  });

  test('a person complained of is recused at both stages, who took part at review alone', () => {
    const otto = { person: 'otto' };
    expect(refusal(['uk-fca-disp'], 'assignment', otto)).toContain('(complained-of; house rule');
    expect(refusal(['cn-nfra-2020'], 'assignment', otto)).toContain('Order 2020-3 art. 17');
    expect(refusal(['uk-fca-disp'], 'review', otto)).toContain('(complained-of; house rule');
    expect(refusal(['uk-fca-disp'], 'review', { person: 'hana' })).toContain('(took-part;');
    expect(refusal(['uk-fca-disp'], 'assignment', { person: 'hana' })).toBeUndefined();
    expect(refusal(['uk-fca-disp'], 'review', { person: 'hugo' })).toBeUndefined();
  });
});
