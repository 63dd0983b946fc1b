import { describe, expect, test } from 'vitest';
import { firstInstance } from '../../../workflows/complaint/recusal.ts';
import {
  TUESDAY,
  box,
  clara,
  given,
  hana,
  hugo,
  onItsWay,
  proposed,
  received,
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
  given(known)
    .when({ type: 'AcknowledgeComplaint', data: {} }, by)
    .then(['ComplaintAcknowledged', 'LetterOrdered']);
});

test('all who took part at first instance are known for its review', () => {
  const again = given(signedOff).after(assign('hugo'), now());
  expect(firstInstance(given(again).state())).toEqual(['hana', 'hugo']);
  expect(firstInstance(given(signedOff).state())).toEqual(['hana', 'sun']);
  given(again).when(interest(hugo.id), now()).then(['InterestRecorded', 'HandlerRecused']);
});
