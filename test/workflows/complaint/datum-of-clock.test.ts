import { expect, test } from 'vitest';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { datumOfClock } from '../../../workflows/complaint/datum-of-clock.ts';

const rules = ruleBook(readShelf(REGIMES));
const clock = {
  ...{ clock: 'respond', regime: 'us-cfpb', version: '2015', step: null, mark: 'S' },
  article: 'Company Portal Manual, 15 calendar days from sending to the portal',
};
const extended = {
  ...{ ...clock, step: 'in-progress' },
  article: 'Company Portal Manual, 60 calendar days when in progress',
};

test('a listed clock rests on the datum whose article and mark were recorded', () => {
  expect(datumOfClock(clock, rules)).toBe('clocks.respond');
  expect(datumOfClock(extended, rules)).toBe('clocks.respond.extensions.in-progress');
  expect(datumOfClock({ ...extended, article: clock.article }, rules)).toBe('clocks.respond');
});

test('and on none where no datum of its version says so', () => {
  expect(datumOfClock({ ...clock, mark: 'V' }, rules)).toBeNull();
  expect(datumOfClock({ ...clock, version: '2031' }, rules)).toBeNull();
});
