import { describe, expect, test } from 'vitest';
import {
  TUESDAY,
  box,
  clara,
  closed,
  given,
  hana,
  letter,
  proposal,
  signedOff,
  sun,
  told,
} from './a-case.ts';

const FRIDAY = '2026-03-06T02:00:00.000Z';
const now = { at: FRIDAY, by: clara };
const accept = (acceptedAt = FRIDAY, of = 5) =>
  ({ type: 'AcceptDecision', data: { proposal: of, acceptedAt } }) as const;
const reject = (rejectedAt = FRIDAY, of = 5) =>
  ({
    type: 'RejectDecision',
    data: { proposal: of, rejectedAt, reasons: box('Without interest.') },
  }) as const;

describe('the complainant’s answer', () => {
  test('is to the decision that was told, not before it and not later than now', () => {
    for (const command of [accept, reject]) {
      given(signedOff).when(command(), now).then({ refused: 'no-such-decision' });
      given(told).when(command(FRIDAY, 4), now).then({ refused: 'no-such-decision' });
      given(told).when(command(TUESDAY), now).then({ refused: 'answered-before-told' });
      given(told)
        .when(command('2026-03-06T02:00:00.001Z'), now)
        .then({ refused: 'answered-in-the-future' });
    }
  });

  test('is noted once, also after the end', () => {
    const accepted = given(told).after(accept(), now);
    expect(accepted.at(-1)).toEqual({
      type: 'DecisionAccepted',
      data: { proposal: 5, acceptedAt: FRIDAY, by: 'clara' },
    });
    given(accepted).when(accept(), now).then([]);
    given(closed).when(accept(), now).then(['DecisionAccepted']);
    given(accepted).when(reject(), now).then({ refused: 'decision-accepted' });
  });

  test('that rejects gives reasons and sends the case back to findings and another decision', () => {
    const rejected = given(told).after(reject(), now);
    expect(rejected.at(-1)).toEqual({
      type: 'DecisionRejected',
      data: { proposal: 5, rejectedAt: FRIDAY, reasons: box('Without interest.'), by: 'clara' },
    });
    const by = { at: FRIDAY, by: hana };
    given(rejected)
      .when({ type: 'CloseCase', data: {} }, by)
      .then({ refused: 'complainant-not-told' });
    const again = given(
      given(rejected).after(
        { type: 'RecordFinding', data: { finding: box('Interest is due.') } },
        by,
      ),
    ).after({ type: 'ProposeDecision', data: { ...proposal, restsOn: [3, 4, 10] } }, by);
    const signed = given(again).after(
      { type: 'SignOff', data: { proposal: 11, letterCommitment: letter.commitment } },
      { at: FRIDAY, by: sun },
    );
    given(signed)
      .when({ type: 'TellComplainant', data: {} }, by)
      .then([{ type: 'LetterOrdered', data: { letter: 'decision', about: 11 } }]);
    given(signed).when(accept(), now).then({ refused: 'no-such-decision' });
  });

  test('that rejects takes back what the decision promised, but not what was delivered', () => {
    expect(given(told).state().decided.remedies).toHaveLength(1);
    expect(given(given(told).after(reject(), now)).state().decided.remedies).toEqual([]);
    const paid = given(told).after(
      {
        type: 'RecordRemedyDelivered',
        data: { decision: 5, remedy: 0, deliveredAt: FRIDAY, evidence: box('Slip 1.') },
      },
      now,
    );
    expect(given(given(paid).after(reject(), now)).state().decided.remedies).toHaveLength(1);
  });

  test('of a closed case is no rejection: the case is opened again instead', () => {
    given(closed).when(reject(), now).then({ refused: 'case-ended' });
  });
});
