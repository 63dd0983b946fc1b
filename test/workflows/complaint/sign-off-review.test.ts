import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { box, closed, given, hana, head, renata, sun, told } from './a-case.ts';
import {
  DECIDED,
  ask,
  asked,
  assigned,
  decide,
  give,
  letter,
  now,
  proposed,
  rolf,
  rosa,
  sendBack,
  signOff,
  signedOff,
} from './a-review.ts';

const executive = { ...rolf, id: 'ruth', role: 'executive', rank: 'executive' };

describe('the sign-off of a review', () => {
  test('is of exactly the result and the letter that were read, and sends the letter', () => {
    given(proposed)
      .when(signOff(), now(rosa, DECIDED))
      .then([
        {
          type: 'ReviewSignedOff',
          data: {
            ...{ proposal: 14, letterCommitment: letter.commitment },
            ...{ by: 'rosa', rank: 'supervisor', at: DECIDED },
            authority: { name: 'small', article: 'house proposal', mark: 'P' },
          },
        },
        { type: 'LetterOrdered', data: { letter: 'review-decision', about: 14, attempt: 1 } },
      ]);
    given(signedOff).asks(['letter-review-decision@16']);
    for (const proposal of [0, 5, 13, 15])
      given(proposed).when(signOff({ proposal }), now(rosa)).then({ refused: 'no-such-proposal' });
    given(proposed)
      .when(signOff({ letterCommitment: box('Another.').commitment }), now(rosa))
      .then({ refused: 'other-letter' });
    for (const events of [told, closed, asked, assigned])
      given(events).when(signOff(), now(rosa)).then({ refused: 'no-such-proposal' });
  });

  test('is never by the reviewer, also where the review confirms', () => {
    given(proposed).when(signOff(), now(renata)).then({ refused: 'same-person' });
  });

  test('is never by whoever took part in the first handling, is of its unit or complained of', () => {
    given(proposed).when(signOff(), now(sun)).then({ refused: 'took-part' });
    given(proposed).when(signOff(), now(head)).then({ refused: 'same-unit' });
    given(proposed)
      .when(signOff(), now({ ...rosa, id: 'otto' }))
      .then({ refused: 'complained-of' });
    given(proposed).when(signOff(), now(hana)).then({ refused: 'not-authorised' });
  });

  test('by the same person again changes nothing; by another it is refused', () => {
    given(signedOff).when(signOff(), now(rosa)).then([]);
    given(signedOff).when(signOff(), now(rolf)).then({ refused: 'already-signed-off' });
  });

  test('of a result that was returned or became void is refused', () => {
    const reassigned = given(proposed).after(give('rolf'), now(rosa));
    const returned = given(proposed).after(sendBack(), now(rosa));
    const again = given(returned).after(decide(), now(renata));
    for (const events of [reassigned, returned, again])
      given(events).when(signOff(), now(rosa)).then({ refused: 'no-such-proposal' });
    given(again)
      .when(signOff({ proposal: 16 }), now(rosa))
      .then(['ReviewSignedOff', 'LetterOrdered']);
  });

  test('owes what the review promises, from then on', () => {
    const remedies = [{ kind: 'correction' }];
    const changed = given(assigned).after(decide({ outcome: 'changed', remedies }), now(renata));
    expect(given(changed).state().decided.remedies).toHaveLength(1);
    const signed = given(changed).after(signOff(), now(rosa));
    expect(given(signed).state().decided.remedies.at(-1)).toEqual({
      ...{
        decision: 14,
        remedy: 0,
        kind: 'correction',
        deliveredBy: null,
        deliveredAt: null,
        checked: false,
      },
    });
  });
});

describe('the rank that signs off a review', () => {
  const changedFor = (amount: string) =>
    given(assigned).after(
      decide({
        outcome: 'changed',
        remedies: [{ kind: 'refund', money: { amount, currency: 'CNY' } }],
      }),
      now(renata),
    );

  test('is by amount that of a first decision, where the review changes it', () => {
    given(changedFor('10000.00'))
      .when(signOff(), now(rosa))
      .then(['ReviewSignedOff', 'LetterOrdered']);
    given(changedFor('10000.01'))
      .when(signOff(), now(rosa))
      .then({ refused: 'rank-not-sufficient' });
    given(changedFor('100000.00'))
      .when(signOff(), now(rolf))
      .then(['ReviewSignedOff', 'LetterOrdered']);
    given(changedFor('100000.01'))
      .when(signOff(), now(rolf))
      .then({ refused: 'rank-not-sufficient' });
    given(changedFor('100000.01'))
      .when(signOff(), now(executive))
      .then(['ReviewSignedOff', 'LetterOrdered']);
  });

  test('is that of the decision which it confirms, by outcome and class', () => {
    const of = (outcome: string, level: string): readonly ComplaintEvent[] =>
      proposed.map((event) => {
        if (event.type === 'DecisionProposed')
          return { ...event, data: { ...event.data, outcome: outcome as 'upheld' } };
        if (event.type === 'ComplaintClassified')
          return { ...event, data: { ...event.data, class: level as 'simple' } };
        return event;
      });
    given(of('upheld', 'complex'))
      .when(signOff(), now(rosa))
      .then(['ReviewSignedOff', 'LetterOrdered']);
    given(of('not-upheld', 'complex'))
      .when(signOff(), now(rosa))
      .then({ refused: 'rank-not-sufficient' });
    given(of('not-upheld', 'complex'))
      .when(signOff(), now(rolf))
      .then(['ReviewSignedOff', 'LetterOrdered']);
    given(of('upheld', 'very-complex'))
      .when(signOff(), now(rolf))
      .then({ refused: 'rank-not-sufficient' });
  });
});

describe('returning the result of a review', () => {
  test('gives reasons and makes room for another one', () => {
    const returned = given(proposed).after(sendBack(), now(rosa));
    expect(returned.at(-1)).toEqual({
      type: 'ReviewReturned',
      data: { proposal: 14, reasons: box('It names no day.'), by: 'rosa' },
    });
    given(returned).when(sendBack(), now(rosa)).then({ refused: 'no-such-proposal' });
    given(returned).when(decide(), now(renata)).then(['ReviewProposed']);
  });

  test('is for a second person too, who took no part before', () => {
    given(proposed).when(sendBack(), now(renata)).then({ refused: 'same-person' });
    given(proposed).when(sendBack(), now(sun)).then({ refused: 'took-part' });
    given(proposed).when(sendBack(13), now(rosa)).then({ refused: 'no-such-proposal' });
  });

  test('is over once it is signed off: the letter is on its way', () => {
    given(signedOff).when(sendBack(), now(rolf)).then({ refused: 'already-signed-off' });
  });
});

test('a review of a case that is open still is signed off as well', () => {
  const open = given(told).after(ask(), now());
  const reviewing = given(open).after(give(), now(renata));
  given(given(reviewing).after(decide(), now(renata)))
    .when(signOff({ proposal: 12 }), now(rosa))
    .then(['ReviewSignedOff', 'LetterOrdered']);
});
