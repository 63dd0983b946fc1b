import { describe, test } from 'vitest';
import { TUESDAY, given, hana, lookedInto, proposal } from './a-case.ts';

const propose = (changes: object) =>
  ({ type: 'ProposeDecision', data: { ...proposal, ...changes } }) as const;
const now = { at: TUESDAY, by: hana };
const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const matter = (name: string, outcome: string) => ({ matter: name, outcome });

describe('the outcome of each matter complained of (Directive 2015/2366 art. 101: all points raised)', () => {
  test('makes the outcome of the decision: the same when they agree, partly when they differ', () => {
    for (const [outcome, matters] of [
      ['upheld', [matter('fee', 'upheld'), matter('tone', 'upheld')]],
      ['partly-upheld', [matter('fee', 'upheld'), matter('tone', 'not-upheld')]],
      ['settled', [matter('fee', 'settled')]],
    ] as const) {
      given(lookedInto).when(propose({ outcome, matters }), now).then(['DecisionProposed']);
      given(lookedInto)
        .when(propose({ outcome: 'not-upheld', matters }), now)
        .then({ refused: 'outcome-does-not-follow' });
    }
  });

  test('is one for each, and a remedy is for one of them', () => {
    given(lookedInto)
      .when(propose({ matters: [matter('fee', 'upheld'), matter('fee', 'upheld')] }), now)
      .then({ refused: 'matter-twice' });
    const remedies = [{ kind: 'refund', money: yuan('300.00'), matter: 'tone' }];
    given(lookedInto)
      .when(propose({ matters: [matter('fee', 'upheld')], remedies }), now)
      .then({ refused: 'no-such-matter' });
    given(lookedInto)
      .when(propose({ matters: [matter('tone', 'upheld')], remedies }), now)
      .then(['DecisionProposed']);
  });
});

describe('several remedies', () => {
  test('come to the one total that the decision states', () => {
    const remedies = [
      { kind: 'refund', money: yuan('299.90') },
      { kind: 'money', money: yuan('0.10') },
      { kind: 'apology' },
    ];
    given(lookedInto).when(propose({ remedies }), now).then(['DecisionProposed']);
    for (const remedy of [
      { kind: 'money', money: yuan('300.01') },
      { kind: 'money', money: { amount: '300.00', currency: 'USD' } },
      { kind: 'apology' },
    ])
      given(lookedInto).when(propose({ remedies, remedy }), now).then({ refused: 'total-differs' });
    given(lookedInto)
      .when(propose({ remedies: [{ kind: 'apology' }] }), now)
      .then({ refused: 'total-differs' });
  });

  test('are of one currency', () => {
    const remedies = [
      { kind: 'money', money: yuan('300.00') },
      { kind: 'money', money: { amount: '1.00', currency: 'USD' } },
    ];
    given(lookedInto).when(propose({ remedies }), now).then({ refused: 'currencies-mixed' });
  });
});
