import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import {
  SIGNED_OFF_AT,
  TUESDAY,
  box,
  given,
  hana,
  head,
  hugo,
  letter,
  lookedInto,
  onItsWay,
  otto,
  proposal,
  proposed,
  received,
  signedOff,
  sun,
  told,
} from './a-case.ts';

const propose = (changes: object = {}) =>
  ({ type: 'ProposeDecision', data: { ...proposal, ...changes } }) as const;
const signOff = (changes: object = {}) =>
  ({
    type: 'SignOff',
    data: { proposal: 5, letterCommitment: letter.commitment, ...changes },
  }) as const;
const returnIt = (revision = 5) =>
  ({ type: 'ReturnDecision', data: { proposal: revision, reasons: box('No date.') } }) as const;
const now = (by = hana) => ({ at: TUESDAY, by });

describe('proposing a decision', () => {
  test('takes a classification and a finding', () => {
    given(lookedInto.slice(0, 3)).when(propose(), now()).then({ refused: 'not-classified' });
    given(lookedInto.slice(0, 4)).when(propose(), now()).then({ refused: 'no-findings' });
    given(lookedInto).when(propose(), now()).then(['DecisionProposed']);
  });

  test('names the facts it rests on: the classification in force and findings, nothing else', () => {
    for (const restsOn of [[2], [3, 99], [0]])
      given(lookedInto).when(propose({ restsOn }), now()).then({ refused: 'no-such-fact' });
  });

  test('is for the handler of the case', () => {
    given(lookedInto).when(propose(), now(hugo)).then({ refused: 'not-the-handler' });
    given(received).when(propose(), now(hugo)).then({ refused: 'not-the-handler' });
  });

  test('waits until the one before was signed off, returned or void', () => {
    for (const events of [proposed, signedOff, told])
      given(events).when(propose(), now()).then({ refused: 'decision-already-proposed' });
  });
});

describe('the sign-off', () => {
  test('is of exactly the proposal and the letter that were read', () => {
    given(proposed)
      .when(signOff(), now(sun))
      .then([
        {
          type: 'DecisionSignedOff',
          data: {
            proposal: 5,
            letterCommitment: letter.commitment,
            by: 'sun',
            rank: 'supervisor',
            at: TUESDAY,
          },
        },
      ]);
    given(proposed)
      .when(signOff({ proposal: 4 }), now(sun))
      .then({ refused: 'no-such-proposal' });
    given(proposed)
      .when(signOff({ letterCommitment: box('Another letter.').commitment }), now(sun))
      .then({ refused: 'other-letter' });
    given(lookedInto).when(signOff(), now(sun)).then({ refused: 'no-such-proposal' });
  });

  test('is never by who proposed, even when he leads', () => {
    const proposedBySun = given(lookedInto).after(propose(), now(sun));
    given(proposedBySun).when(signOff(), now(sun)).then({ refused: 'same-person' });
    given(proposedBySun).when(signOff(), now(head)).then(['DecisionSignedOff']);
  });

  test('is never by the handler, even when another proposed and he leads', () => {
    const handledBySun = lookedInto.with(2, {
      type: 'CaseAssigned',
      data: { handler: 'sun', unit: 'consumer-protection', by: 'heide' },
    });
    const proposedByHead = given(handledBySun).after(propose(), now(head));
    given(proposedByHead).when(signOff(), now(sun)).then({ refused: 'same-person' });
    // Nor once another has taken the case over.
    const handedOn = given(proposedByHead).after(
      { type: 'AssignCase', data: { handler: 'hana', unit: 'consumer-protection' } },
      now(head),
    );
    for (const command of [signOff(), returnIt()])
      given(handedOn).when(command, now(sun)).then({ refused: 'same-person' });
  });

  test('is never by a person complained of, whatever his rank', () => {
    given(proposed).when(signOff(), now(otto)).then({ refused: 'complained-of' });
  });

  test('is not for a handler', () => {
    given(proposed).when(signOff(), now(hugo)).then({ refused: 'not-authorised' });
  });

  test('by the same person again changes nothing; by another it is refused', () => {
    given(signedOff).when(signOff(), now(sun)).then([]);
    given(signedOff).when(signOff(), now(head)).then({ refused: 'already-signed-off' });
  });

  test('of a proposal that became void is refused, and so is telling it', () => {
    const changed = given(signedOff).after(
      { type: 'RecordFinding', data: { finding: box('New.') } },
      now(),
    );
    given(changed).when(signOff(), now(sun)).then({ refused: 'no-such-proposal' });
    given(changed)
      .when({ type: 'TellComplainant', data: {} }, now())
      .then({ refused: 'not-signed-off' });
    given(changed)
      .when(propose({ restsOn: [3, 4, 7] }), now())
      .then(['DecisionProposed']);
  });

  test('keeps its instant, before which nobody can have been told', () => {
    expect(given(signedOff).state().proposal?.signedOff).toEqual({ by: 'sun', at: SIGNED_OFF_AT });
  });
});

describe('returning a decision', () => {
  test('gives reasons and makes room for another proposal', () => {
    const returned = given(proposed).after(returnIt(), now(sun));
    expect(returned.at(-1)).toEqual({
      type: 'DecisionReturned',
      data: { proposal: 5, reasons: box('No date.'), by: 'sun' },
    });
    given(returned).when(propose(), now()).then(['DecisionProposed']);
  });

  test('is for a second person too', () => {
    const proposedBySun = given(lookedInto).after(propose(), now(sun));
    given(proposedBySun).when(returnIt(), now(sun)).then({ refused: 'same-person' });
  });

  test('of one that is signed off is possible until it is on its way', () => {
    given(signedOff).when(returnIt(), now(head)).then(['DecisionReturned']);
    for (const events of [onItsWay, told])
      given(events).when(returnIt(), now(head)).then({ refused: 'decision-being-told' });
  });
});

test('a decision that need not be told is returned no more: its clocks have stopped by it', () => {
  const at = '2026-03-09T02:00:00.000Z';
  const excused: ComplaintEvent = {
    type: 'TellingExcused',
    data: {
      ...{ ending: 'unreachable', ground: 'unreachable', article: 'Order 2020-3 art. 21' },
      ...{ mark: 'V', at, reasons: box('Gone.'), proposal: 5, attempts: [at], by: 'hana' },
    },
  };
  const back = { type: 'ReturnDecision', data: { proposal: 5, reasons: box('r') } } as const;
  given([...signedOff, excused])
    .when(back, { at, by: sun })
    .then({ refused: 'decision-being-told' });
  given(signedOff).when(back, { at, by: sun }).then(['DecisionReturned']);
});
