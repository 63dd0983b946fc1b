import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { TUESDAY, box, given, received, sun } from './a-case.ts';
import { caseNumbers } from './non-routine-samples.ts';

const now = { at: TUESDAY, by: sun };
const link = (count: number, first = 0) =>
  ({
    type: 'LinkMass',
    data: { cases: [...caseNumbers(count, first)], reasons: box('One product.') },
  }) as const;
const answer = (asked: number, status: string) =>
  ({ type: 'RecordLinkAnswer', data: { link: asked, outcome: { status } } }) as const;
/** The first of the cases asked, from revision 2, have answered. */
const confirmed = (events: readonly ComplaintEvent[], count: number, status = 'recorded') =>
  Array.from({ length: count }, (_, index) => answer(2 + index, status)).reduce(
    (before, command) => given(before).after(command, { at: TUESDAY }),
    events,
  );
const types = (events: readonly { readonly type: string }[]) =>
  events.slice(received.length).map(({ type }) => type);

describe('a mass complaint (Order 2020-3 art. 29)', () => {
  test('of nineteen is none yet; the twentieth case that confirms makes it one', () => {
    const nineteen = confirmed(given(received).after(link(19), now), 18);
    expect(types(nineteen)).not.toContain('NonRoutineMarked');
    given(nineteen)
      .when(answer(2 + 18, 'recorded'), { at: TUESDAY })
      .then([
        { type: 'LinkConfirmed', data: { link: 2 + 18 } },
        { type: 'NonRoutineMarked', data: { marker: 'mass', because: 'rule', mark: 'P' } },
        { type: 'CaseEscalated', data: { to: 'executive' } },
      ]);
  });

  test('is none of cases that are not there, however many are named', () => {
    const named = given(received).after(link(40), now);
    expect(types(named)).toEqual(Array.from({ length: 40 }, () => 'CaseLinked'));
    const refused = confirmed(named, 40, 'no-answer');
    expect(types(refused).slice(40)).toEqual(Array.from({ length: 40 }, () => 'LinkRefused'));
    expect(given(confirmed(given(refused).after(link(1), now), 0)).state()).toMatchObject({
      nonRoutine: { markings: [] },
      raisedTo: 'handler',
    });
  });

  test('counts no link of another kind, and raises no complaint that has ended', () => {
    const other = { type: 'LinkCase', data: { to: '0123456789AB', reasons: box('r') } } as const;
    const nineteen = confirmed(given(received).after(link(18), now), 18);
    const linked = given(nineteen).after(other, now);
    given(linked)
      .when(answer(linked.length - 1, 'recorded'), { at: TUESDAY })
      .then(['LinkConfirmed']);
    const withdraw = {
      type: 'WithdrawComplaint',
      data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
    } as const;
    const asked = given(nineteen).after(link(1, 18), now);
    given(given(asked).after(withdraw, now))
      .when(answer(asked.length - 1, 'recorded'), { at: TUESDAY })
      .then(['LinkConfirmed']);
  });

  test('links each case once, and counts it once', () => {
    const linked = given(received).after(link(10), now);
    given(linked).when(link(10), now).then([]);
    expect(types(given(linked).after(link(12), now))).toHaveLength(12);
  });

  test('does not count a case that is not there', () => {
    const linked = given(received).after(link(19), now);
    const refused = given(confirmed(linked, 18)).after(answer(2 + 18, 'no-answer'), {
      at: TUESDAY,
    });
    expect(types(refused)).not.toContain('NonRoutineMarked');
    expect(types(refused)).toContain('LinkRefused');
  });

  test('asks each of its cases to note that it is one of many', () => {
    const linked = given(received).after(link(1), now);
    expect(complaint.errands(given(linked).state())).toMatchObject([
      { input: { case: '000000000000', command: { type: 'AcceptLink', data: { as: 'mass' } } } },
    ]);
    const accept = { type: 'AcceptLink', data: { from: 'complaint-bank.1', as: 'mass' } } as const;
    given(received)
      .when(accept, { at: TUESDAY })
      .then([{ type: 'LinkAccepted', data: { as: 'mass' } }]);
  });
});
