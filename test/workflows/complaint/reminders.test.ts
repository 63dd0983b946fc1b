import { describe, expect, test } from 'vitest';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { raisesOf, remindersOf } from '../../../workflows/complaint/reminders.ts';
import { given, received } from './a-case.ts';

const shelf = readShelf(REGIMES);
const all = ruleBook(shelf, () => undefined);
const houseless = ruleBook(
  shelf.filter(({ regime }) => regime.name !== 'iso-10002'),
  () => undefined,
);
const startsAt = '2026-03-02T00:00:00.000Z';
const dueAt = '2026-03-12T00:00:00.000Z';
const at = (of: 'task' | 'set-clock', now: string, rules = all) =>
  remindersOf(given(received).state(), of, { startsAt, dueAt }, { now, rules });

describe('people are reminded', () => {
  test('at the shares that the house’s own rules name', () => {
    expect(at('task', startsAt)).toEqual([
      { percent: 50, at: '2026-03-07T00:00:00.000Z' },
      { percent: 80, at: '2026-03-10T00:00:00.000Z' },
    ]);
    expect(at('set-clock', startsAt)).toEqual([{ percent: 80, at: '2026-03-10T00:00:00.000Z' }]);
  });

  test('of no share that is past, at the very instant still', () => {
    expect(at('task', '2026-03-07T00:00:00.000Z')).toHaveLength(2);
    expect(at('task', '2026-03-07T00:00:00.001Z')).toHaveLength(1);
  });

  test('of nothing where no rules say so', () => {
    expect(at('task', startsAt, houseless)).toEqual([]);
  });
});

describe('the case is raised', () => {
  const raises = (state: ReturnType<ReturnType<typeof given>['state']>, now: string) =>
    raisesOf(state, 'set-clock', { startsAt, dueAt }, { now, rules: all });

  test('at the shares of a set time that the house’s own rules name, at once where they are past', () => {
    expect(raises(given(received).state(), '2026-03-10T00:00:00.000Z')).toEqual([
      { rank: 'supervisor', percent: 70, at: '2026-03-10T00:00:00.000Z' },
      { rank: 'head', percent: 90, at: '2026-03-11T00:00:00.000Z' },
      { rank: 'executive', percent: 100, at: dueAt },
    ]);
  });

  test('to no rank that has it', () => {
    const state = { ...given(received).state(), raisedTo: 'head' };
    expect(raises(state, startsAt).map(({ rank }) => rank)).toEqual(['executive']);
  });
});
