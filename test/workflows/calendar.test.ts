import { describe, expect, test } from 'vitest';
import { after, count, share } from '../../workflows/calendar.ts';
import type { Length } from '../../regimes/regime.ts';

/** Expectations are counted by hand on a calendar, or taken from the research's test vectors. */
const SHANGHAI = 'Asia/Shanghai';
const NEW_YORK = 'America/New_York';
const RECEIVED = '2026-03-02T01:30:00.000Z';
const days = (number: number): Length => ({ count: number, unit: 'day' });

describe('a period counted in days', () => {
  test('ends with the last millisecond of its last day in the zone of the regime', () => {
    expect(count(RECEIVED, days(15), SHANGHAI, false)).toEqual({
      dueAt: '2026-03-17T15:59:59.999Z',
      lastDay: '2026-03-17',
    });
  });

  test('leaves out the day it starts on, unless the rule counts it', () => {
    expect(count(RECEIVED, days(1), SHANGHAI, false).lastDay).toBe('2026-03-03');
    expect(count(RECEIVED, days(1), SHANGHAI, true).lastDay).toBe('2026-03-02');
  });

  test('starts on the day it is in the zone of the regime, not in UTC', () => {
    expect(count('2026-03-02T15:59:59.999Z', days(15), SHANGHAI, false).lastDay).toBe('2026-03-17');
    expect(count('2026-03-02T16:00:00.000Z', days(15), SHANGHAI, false).lastDay).toBe('2026-03-18');
    expect(count('2026-03-03T04:59:59.999Z', days(15), NEW_YORK, false).lastDay).toBe('2026-03-17');
    expect(count('2026-03-03T05:00:00.000Z', days(15), NEW_YORK, false).lastDay).toBe('2026-03-18');
  });

  test('is the same by the hour of the start', () => {
    for (const start of ['2026-03-01T16:00:00.000Z', '2026-03-02T15:59:59.999Z'])
      expect(count(start, days(15), SHANGHAI, false).dueAt).toBe('2026-03-17T15:59:59.999Z');
  });

  test('ends at local midnight on either side of daylight saving time', () => {
    expect(count('2026-03-01T17:00:00.000Z', days(6), NEW_YORK, false).dueAt).toBe(
      '2026-03-08T04:59:59.999Z',
    );
    expect(count('2026-03-01T17:00:00.000Z', days(7), NEW_YORK, false).dueAt).toBe(
      '2026-03-09T03:59:59.999Z',
    );
    expect(count('2026-10-31T16:00:00.000Z', days(1), NEW_YORK, false).dueAt).toBe(
      '2026-11-02T04:59:59.999Z',
    );
  });

  test('counts a leap day, and does not invent one', () => {
    expect(count('2028-02-20T04:00:00.000Z', days(15), SHANGHAI, false).lastDay).toBe('2028-03-06');
    expect(count('2027-02-20T04:00:00.000Z', days(15), SHANGHAI, false).lastDay).toBe('2027-03-07');
  });

  test('goes over the end of a year', () => {
    expect(count('2026-12-25T04:00:00.000Z', days(15), SHANGHAI, false).lastDay).toBe('2027-01-09');
  });
});

describe('longer units', () => {
  test('a week is seven days: eight weeks from 2 March 2026 end on 27 April', () => {
    const eightWeeks: Length = { count: 8, unit: 'week' };
    expect(count(RECEIVED, eightWeeks, 'Europe/London', false).lastDay).toBe('2026-04-27');
  });

  test('a month ends on the day of the same number, or on the last of a shorter month', () => {
    const month: Length = { count: 1, unit: 'month' };
    expect(count('2026-03-02T04:00:00.000Z', month, SHANGHAI, false).lastDay).toBe('2026-04-02');
    expect(count('2026-01-31T04:00:00.000Z', month, SHANGHAI, false).lastDay).toBe('2026-02-28');
    expect(count('2028-01-31T04:00:00.000Z', month, SHANGHAI, false).lastDay).toBe('2028-02-29');
  });

  test('a year from a leap day ends on 28 February', () => {
    const year: Length = { count: 1, unit: 'year' };
    expect(count('2028-02-29T04:00:00.000Z', year, SHANGHAI, false).lastDay).toBe('2029-02-28');
  });
});

describe('a period in hours, minutes or seconds', () => {
  test('is added to its start to the millisecond, and has no last day', () => {
    const start = '2026-03-08T06:59:59.001Z';
    for (const [length, dueAt] of [
      [{ count: 24, unit: 'hour' }, '2026-03-09T06:59:59.001Z'],
      [{ count: 30, unit: 'minute' }, '2026-03-08T07:29:59.001Z'],
      [{ count: 15, unit: 'second' }, '2026-03-08T07:00:14.001Z'],
    ] as const)
      expect(count(start, length, NEW_YORK, false)).toEqual({ dueAt, lastDay: null });
  });
});

describe('a share of the time', () => {
  test('is exact in whole milliseconds, rounded down', () => {
    const [start, due] = ['2026-03-02T00:00:00.000Z', '2026-03-02T00:00:00.999Z'];
    expect(share(start, due, 0)).toBe(start);
    expect(share(start, due, 50)).toBe('2026-03-02T00:00:00.499Z');
    expect(share(start, due, 100)).toBe(due);
    expect(share(start, due, 120)).toBe('2026-03-02T00:00:01.198Z');
  });

  test('of a hundred years loses no millisecond', () => {
    const [start, due] = ['2000-01-01T00:00:00.000Z', '2100-01-01T00:00:00.001Z'];
    expect(share(start, due, 100)).toBe(due);
  });
});

test('an instant some milliseconds later', () => {
  expect(after('2026-12-31T23:59:59.999Z', 1)).toBe('2027-01-01T00:00:00.000Z');
});
