import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { TUESDAY, box, given, received, sun } from './a-case.ts';
import { caseNumbers } from './non-routine-samples.ts';

const now = { at: TUESDAY, by: sun };
const link = (count: number, first = 0) =>
  ({
    type: 'LinkMass',
    data: { cases: [...caseNumbers(count, first)], reasons: box('One product.') },
  }) as const;
const types = (events: readonly { readonly type: string }[]) =>
  events.slice(received.length).map(({ type }) => type);

describe('a mass complaint (Order 2020-3 art. 29)', () => {
  test('of nineteen is none yet; the twentieth complainant makes it one', () => {
    const nineteen = given(received).after(link(18), now);
    expect(types(nineteen)).not.toContain('NonRoutineMarked');
    given(nineteen)
      .when(link(1, 18), now)
      .then([
        { type: 'CaseLinked', data: { to: '000000000018', as: 'mass' } },
        { type: 'NonRoutineMarked', data: { marker: 'mass', because: 'rule' } },
        { type: 'CaseEscalated', data: { to: 'executive' } },
      ]);
  });

  test('links each case once, and counts it once', () => {
    const linked = given(received).after(link(10), now);
    given(linked).when(link(10), now).then([]);
    expect(types(given(linked).after(link(12), now))).toHaveLength(12);
  });

  test('does not count a case that is not there', () => {
    const linked = given(received).after(link(18), now);
    const refused = given(linked).after(
      { type: 'RecordLinkAnswer', data: { link: 2, outcome: { status: 'no-answer' } } },
      { at: TUESDAY },
    );
    given(refused).when(link(1, 18), now).then(['CaseLinked']);
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
