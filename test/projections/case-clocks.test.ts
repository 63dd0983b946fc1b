import { expect, test } from 'vitest';
import { clocksAfter, verdict } from '../../projections/case-clocks.ts';
import * as story from '../workflows/complaint/a-case.ts';

const { dueAt } = story.decideClock;
const begun = (whenMissed?: 'lapse') =>
  clocksAfter({}, { type: 'ClockStarted', data: { ...story.decideClock, whenMissed } });
const stopped = (inTime: boolean) =>
  ({ type: 'ClockStopped', data: { clock: 'decide', at: dueAt, dueAt, inTime } }) as const;

test('a clock that is found to have stopped late makes the case late', () => {
  const clocks = clocksAfter(clocksAfter(begun(), stopped(true)), stopped(false));
  expect(clocks['decide']?.state).toBe('late');
  expect(verdict(clocks, null)).toBe(false);
});

test('a time of somebody else that is found to have been over does not', () => {
  const clocks = clocksAfter(clocksAfter(begun('lapse'), stopped(true)), stopped(false));
  expect(clocks['decide']?.state).toBe('lapsed');
  expect(verdict(clocks, null)).toBeNull();
});
