import { describe, expect, test } from 'vitest';
import {
  TUESDAY,
  box,
  classification,
  given,
  hana,
  hugo,
  lookedInto,
  onItsWay,
  proposed,
  received,
  signedOff,
  sun,
  told,
} from './a-case.ts';

const now = (by = hana) => ({ at: TUESDAY, by });

describe('assigning', () => {
  const assign = (handler: string, unit = 'consumer-protection') =>
    ({ type: 'AssignCase', data: { handler, unit } }) as const;

  test('a case is never assigned to a person complained of (Order 2020-3 art. 17)', () => {
    given(received).when(assign('otto'), now(sun)).then({ refused: 'handler-complained-of' });
  });

  test('a case may be assigned anew; the same handler again changes nothing', () => {
    given(lookedInto)
      .when(assign('hugo'), now(sun))
      .then([{ type: 'CaseAssigned', data: { handler: 'hugo', by: 'sun' } }]);
    given(lookedInto).when(assign('hana'), now(sun)).then([]);
  });

  test('the same handler in another unit is recorded, and a proposal stands', () => {
    for (const events of [lookedInto, proposed]) {
      given(events)
        .when(assign('hana', 'branch-0755'), now(sun))
        .then([{ type: 'CaseAssigned', data: { handler: 'hana', unit: 'branch-0755' } }]);
      const moved = given(events).after(assign('hana', 'branch-0755'), now(sun));
      given(moved).when(assign('hana', 'branch-0755'), now(sun)).then([]);
      expect(given(moved).state().handling.unit).toBe('branch-0755');
    }
  });

  test('reassigning voids a proposal, and the sign-off with it', () => {
    for (const events of [proposed, signedOff])
      given(events)
        .when(assign('hugo'), now(sun))
        .then([
          'CaseAssigned',
          { type: 'DecisionVoided', data: { proposal: 5, because: 'reassigned' } },
        ]);
  });

  test('reassigning does not void a decision that is on its way or told', () => {
    for (const events of [onItsWay, told])
      given(events).when(assign('hugo'), now(sun)).then(['CaseAssigned']);
  });
});

describe('classifying', () => {
  const classify = (changes: object = {}) =>
    ({ type: 'ClassifyComplaint', data: { ...classification, ...changes } }) as const;

  test('the same way again changes nothing, whoever says it', () => {
    given(proposed).when(classify(), now(sun)).then([]);
  });

  test('another way voids a proposal, and the sign-off with it', () => {
    for (const events of [proposed, signedOff])
      given(events)
        .when(classify({ class: 'very-complex' }), now())
        .then([
          { type: 'ComplaintClassified', data: { class: 'very-complex' } },
          { type: 'DecisionVoided', data: { proposal: 5, because: 'reclassified' } },
        ]);
  });

  test('is over once the decision is on its way', () => {
    for (const events of [onItsWay, told])
      given(events)
        .when(classify({ class: 'very-complex' }), now())
        .then({ refused: 'decision-being-told' });
  });
});

describe('recording a finding', () => {
  const record = (changes: object = {}) =>
    ({ type: 'RecordFinding', data: { finding: box('Another fact.'), ...changes } }) as const;

  test('is for the handler of the case, or for somebody who leads', () => {
    given(lookedInto).when(record(), now(hugo)).then({ refused: 'not-the-handler' });
    given(lookedInto)
      .when(record(), now(sun))
      .then([{ type: 'FindingRecorded', data: { by: 'sun', corrects: null } }]);
  });

  test('may correct a finding, by its revision', () => {
    given(lookedInto)
      .when(record({ corrects: 4 }), now())
      .then([{ type: 'FindingRecorded', data: { corrects: 4 } }]);
    given(lookedInto)
      .when(record({ corrects: 3 }), now())
      .then({ refused: 'no-such-finding' });
  });

  test('voids a proposal, and the sign-off with it', () => {
    for (const events of [proposed, signedOff])
      given(events)
        .when(record(), now())
        .then([
          'FindingRecorded',
          { type: 'DecisionVoided', data: { proposal: 5, because: 'new-finding' } },
        ]);
  });

  test('is over once the decision is on its way', () => {
    for (const events of [onItsWay, told])
      given(events).when(record(), now()).then({ refused: 'decision-being-told' });
  });
});
