import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { box, breach, given, hana, renata, rules } from './a-case.ts';
import {
  ASKED,
  asked,
  assigned,
  covers,
  decide,
  now,
  proposed,
  rolf,
  signedOff,
} from './a-review.ts';

describe('the result of a review', () => {
  test('speaks of process, timeliness and result, and waits for a second person', () => {
    given(assigned)
      .when(decide(), now(renata))
      .then([
        {
          type: 'ReviewProposed',
          data: {
            ...{ process: 'in-order', timeliness: 'in-time', outcome: 'confirmed' },
            ...{ covers, by: 'renata' },
          },
        },
      ]);
    given(proposed).asks([]);
  });

  test('does not find the first handling in time against a breach that is on record', () => {
    const breached = [...assigned, breach];
    given(breached).when(decide(), now(renata)).then({ refused: 'breach-on-record' });
    given(breached)
      .when(decide({ timeliness: 'late' }), now(renata))
      .then(['ReviewProposed']);
    // One of the review itself is none of the first handling.
    const ofReview = given(assigned).after(
      { type: 'RecordBreach', data: { clock: 'decide-review' } },
      { at: '2026-05-03T16:00:00.000Z' },
    );
    given(ofReview).when(decide(), now(renata)).then(['ReviewProposed']);
  });

  test('is proposed by the reviewer alone', () => {
    for (const other of [hana, rolf])
      given(assigned).when(decide(), now(other)).then({ refused: 'not-the-reviewer' });
    given(asked).when(decide(), now(renata)).then({ refused: 'not-the-reviewer' });
  });

  test('is not proposed by whoever has an interest in the matter (art. 17)', () => {
    const interested = [
      ...assigned,
      {
        type: 'InterestRecorded',
        data: { person: 'renata', as: 'relative', article: 'a', mark: 'V', by: 'sun' },
      } as const,
    ];
    given(interested).when(decide(), now(renata)).then({ refused: 'has-an-interest' });
  });

  test('waits until the one before was returned or void', () => {
    given(proposed).when(decide(), now(renata)).then({ refused: 'review-already-proposed' });
    given(signedOff).when(decide(), now(renata)).then({ refused: 'no-open-review' });
  });

  test('that changes the decision may promise more, one that confirms it may not', () => {
    const remedies = [{ kind: 'correction' }] as const;
    given(assigned)
      .when(decide({ remedies }), now(renata))
      .then({ refused: 'confirmed-with-remedies' });
    given(assigned)
      .when(decide({ outcome: 'changed', remedies }), now(renata))
      .then(['ReviewProposed']);
  });

  test('promises money in one currency', () => {
    const money = (amount: string, currency: string) => ({
      kind: 'refund',
      money: { amount, currency },
    });
    const remedies = [money('1.00', 'CNY'), money('1.00', 'USD')];
    given(assigned)
      .when(decide({ outcome: 'changed', remedies }), now(renata))
      .then({ refused: 'currencies-mixed' });
  });
});

describe('the letter of a review', () => {
  test('holds what the regime demands of it, or is refused with what it leaves out', () => {
    for (const left of covers)
      given(assigned)
        .when(decide({ covers: covers.filter((one) => one !== left) }), now(renata))
        .then({ refused: 'letter-incomplete' });
    const { covers: _covers, ...silent } = decide().data;
    const command = { type: 'DecideReview', data: silent } as const;
    const decision = complaint.decide(given(assigned).state(), command, {
      ...{ now: ASKED, actor: renata, rules },
    });
    expect(JSON.stringify(decision)).toMatch(/art\. 20.*\(process\).*核查情况/);
  });

  test('is not the letter of the decision', () => {
    given(assigned)
      .when(decide({ letter: box('l'), covers: ['verified', 'grounds', 'routes'] }), now(renata))
      .then({ refused: 'letter-incomplete' });
  });
});
