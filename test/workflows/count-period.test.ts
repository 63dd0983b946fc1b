import { describe, expect, test } from 'vitest';
import {
  countPeriod,
  prolongPeriod,
  remainderOf,
  resumePeriod,
} from '../../workflows/count-period.ts';
import type { CountingWay, Period } from '../../workflows/count-period.ts';
import { by, calendarOf, counted } from './vectors.ts';

const CHINA = by('cn-mainland');
const ROLLING = by('cn-mainland', { rollOnHoliday: 'next-business-day' });
const noon = (day: string): string => `${day}T04:00:00.000Z`;
const businessDays = (count: number): Period => ({ count, unit: 'business-day' });
const days = (count: number): Period => ({ count, unit: 'day' });
/** The last day of a count in China from noon of a day. */
const last = (day: string, period: Period, way: CountingWay = CHINA): string | null =>
  counted(countPeriod(noon(day), period, way)).lastDay;
const due = (startsAt: string, period: Period, way: CountingWay): string =>
  counted(countPeriod(startsAt, period, way)).dueAt;

describe('business days', () => {
  test('are counted on a make-up Saturday, and not in the festival it makes up for', () => {
    expect(last('2026-02-13', businessDays(1))).toBe('2026-02-14');
    expect(last('2026-02-14', businessDays(1))).toBe('2026-02-24');
    expect(last('2026-02-27', businessDays(1))).toBe('2026-02-28');
    expect(last('2026-02-28', businessDays(1))).toBe('2026-03-02');
  });

  test('leap over the golden week', () => {
    expect(last('2026-09-30', businessDays(1))).toBe('2026-10-08');
    expect(last('2026-09-30', businessDays(3))).toBe('2026-10-10');
    expect(last('2026-10-03', businessDays(1))).toBe('2026-10-08');
    expect(last('2025-09-30', businessDays(1))).toBe('2025-10-09');
  });

  test('begin on the day it is in the zone at that instant, and a millisecond later on the next', () => {
    expect(due('2026-02-27T15:59:59.999Z', businessDays(1), CHINA)).toBe(
      '2026-02-28T15:59:59.999Z',
    );
    expect(due('2026-02-27T16:00:00.000Z', businessDays(1), CHINA)).toBe(
      '2026-03-02T15:59:59.999Z',
    );
  });

  test('count the day they start on where the rule says so and it is one', () => {
    const including = by('cn-mainland', { startDayCounts: true });
    expect(last('2026-03-02', businessDays(1), including)).toBe('2026-03-02');
    expect(last('2026-03-02', businessDays(2), including)).toBe('2026-03-03');
    expect(last('2026-03-01', businessDays(1), including)).toBe('2026-03-02');
    expect(last('2024-01-01', businessDays(1), including)).toBe('2024-01-02');
    expect(last('2026-02-14', businessDays(1), including)).toBe('2026-02-14');
  });

  test('know the leap day', () => {
    const england = by('uk-england-wales');
    expect(due('2024-02-28T12:00:00.000Z', businessDays(1), england)).toBe(
      '2024-02-29T23:59:59.999Z',
    );
    expect(due('2024-02-29T12:00:00.000Z', businessDays(1), england)).toBe(
      '2024-03-01T23:59:59.999Z',
    );
  });

  test('go over the end of a year', () => {
    expect(last('2024-12-31', businessDays(2))).toBe('2025-01-03');
    expect(last('2025-12-31', businessDays(1))).toBe('2026-01-04');
  });
});

describe('a day on which clocks are changed', () => {
  test.each([
    ['uk-england-wales', '2026-03-28', '2026-03-28T23:59:59.999Z'],
    ['uk-england-wales', '2026-03-29', '2026-03-29T22:59:59.999Z'],
    ['uk-england-wales', '2026-10-24', '2026-10-24T22:59:59.999Z'],
    ['uk-england-wales', '2026-10-25', '2026-10-25T23:59:59.999Z'],
    ['au-nsw', '2026-04-04', '2026-04-04T12:59:59.999Z'],
    ['au-nsw', '2026-04-05', '2026-04-05T13:59:59.999Z'],
    ['au-nsw', '2026-10-03', '2026-10-03T13:59:59.999Z'],
    ['au-nsw', '2026-10-04', '2026-10-04T12:59:59.999Z'],
    ['us-federal', '2026-03-07', '2026-03-08T04:59:59.999Z'],
    ['us-federal', '2026-03-08', '2026-03-09T03:59:59.999Z'],
    ['us-federal', '2026-10-31', '2026-11-01T03:59:59.999Z'],
    ['us-federal', '2026-11-01', '2026-11-02T04:59:59.999Z'],
  ])('in %s: %s ends at its own midnight', (name, day, dueAt) => {
    // Noon UTC is still the day before in each of them.
    const eve = new Date(Date.parse(`${day}T12:00:00.000Z`) - 86_400_000).toISOString();
    expect(countPeriod(eve, days(1), by(name))).toMatchObject({ lastDay: day, dueAt });
  });

  test('where midnight itself is left out, the day before ends when it would have come', () => {
    const cairo = { zone: 'Africa/Cairo', startDayCounts: false, rollOnHoliday: 'none' } as const;
    expect(due('2024-04-24T12:00:00.000Z', days(1), cairo)).toBe('2024-04-25T21:59:59.999Z');
    expect(due('2024-04-25T22:00:00.000Z', days(1), cairo)).toBe('2024-04-27T20:59:59.999Z');
  });

  test('adds no hour to a period in hours', () => {
    expect(due('2026-03-08T06:59:59.001Z', { count: 24, unit: 'hour' }, by('us-federal'))).toBe(
      '2026-03-09T06:59:59.001Z',
    );
  });
});

describe('outside the covered years', () => {
  const uncovered = (year: number) => ({
    uncovered: { calendar: 'cn-mainland', version: '2024-2026', year },
  });

  test('a count in business days says which year is missing, wherever it touches it', () => {
    expect(countPeriod(noon('2026-12-30'), businessDays(1), CHINA)).toMatchObject({
      lastDay: '2026-12-31',
    });
    expect(countPeriod(noon('2026-12-30'), businessDays(2), CHINA)).toEqual(uncovered(2027));
    expect(countPeriod(noon('2027-01-01'), businessDays(1), CHINA)).toEqual(uncovered(2027));
    expect(countPeriod(noon('2023-12-31'), businessDays(1), CHINA)).toEqual(uncovered(2023));
    expect(countPeriod(noon('2019-03-02'), businessDays(1), CHINA)).toEqual(uncovered(2019));
  });

  test('a natural count is not concerned, unless its end may roll', () => {
    expect(last('2026-12-20', days(30))).toBe('2027-01-19');
    expect(countPeriod(noon('2026-12-20'), days(30), ROLLING)).toEqual(uncovered(2027));
    expect(countPeriod(noon('2023-12-20'), days(20), ROLLING)).toMatchObject({
      lastDay: '2024-01-09',
    });
  });

  test('a roll that leads out of them is one too', () => {
    const calendar = {
      ...calendarOf('cn-mainland'),
      coveredFrom: 2022,
      coveredTo: 2022,
      entries: [],
    };
    const way = by('cn-mainland', { calendar, rollOnHoliday: 'next-business-day' });
    expect(last('2022-12-29', days(1), way)).toBe('2022-12-30');
    expect(countPeriod(noon('2022-12-30'), days(1), way)).toEqual({
      uncovered: { calendar: 'cn-mainland', version: '2024-2026', year: 2023 },
    });
  });

  test('an extension and a pause say so as well', () => {
    const end = counted(countPeriod(noon('2026-12-28'), businessDays(2), CHINA));
    expect(prolongPeriod(end, businessDays(2), CHINA)).toEqual(uncovered(2027));
    const pause = { pausedAt: noon('2026-12-29'), resumedAt: noon('2026-12-31') };
    expect(resumePeriod(end, pause, 'business-day', CHINA)).toEqual(uncovered(2027));
    const long = { pausedAt: noon('2026-12-29'), resumedAt: noon('2027-01-05') };
    expect(resumePeriod(end, long, 'business-day', CHINA)).toEqual(uncovered(2027));
    expect(remainderOf(end, noon('2027-01-05'), 'business-day', CHINA)).toEqual(uncovered(2027));
  });
});

test('without a calendar business days cannot be counted, which is a fault of the rule', () => {
  const { zone, startDayCounts } = CHINA;
  const without = { zone, startDayCounts, rollOnHoliday: 'none' } as const;
  expect(() => countPeriod(noon('2026-03-02'), businessDays(1), without)).toThrow(/calendar/);
  expect(() =>
    countPeriod(noon('2026-03-02'), days(1), { ...without, rollOnHoliday: 'next-business-day' }),
  ).toThrow(/calendar/);
});

describe('rolling', () => {
  test('moves an end on a day off to the next business day, and no other end', () => {
    expect(last('2026-04-29', days(1), ROLLING)).toBe('2026-04-30');
    expect(last('2026-04-29', days(2), ROLLING)).toBe('2026-05-06');
    expect(last('2026-05-07', days(2), ROLLING)).toBe('2026-05-09');
    expect(last('2026-03-13', { count: 1, unit: 'week' }, ROLLING)).toBe('2026-03-20');
    expect(last('2026-02-28', { count: 1, unit: 'month' }, ROLLING)).toBe('2026-03-30');
  });

  test('leaves a period in hours alone', () => {
    expect(due(noon('2026-04-30'), { count: 24, unit: 'hour' }, ROLLING)).toBe(noon('2026-05-01'));
  });

  test('is not counted twice: an extension goes on from the day that was counted to', () => {
    const thirty = counted(countPeriod(noon('2026-09-01'), days(30), ROLLING));
    expect(thirty).toMatchObject({ countedTo: '2026-10-01', lastDay: '2026-10-08' });
    expect(prolongPeriod(thirty, days(3), ROLLING)).toMatchObject({
      countedTo: '2026-10-04',
      lastDay: '2026-10-08',
    });
    expect(prolongPeriod(thirty, days(30), ROLLING)).toMatchObject({
      countedTo: '2026-10-31',
      lastDay: '2026-11-02',
    });
  });
});

describe('an extension of another unit', () => {
  test('of days after hours begins on the day they end', () => {
    const day = counted(countPeriod(noon('2026-03-02'), { count: 24, unit: 'hour' }, CHINA));
    expect(prolongPeriod(day, days(1), CHINA)).toMatchObject({ lastDay: '2026-03-04' });
  });

  test('of hours after days is added to the due instant', () => {
    const end = counted(countPeriod(noon('2026-03-02'), days(1), CHINA));
    expect(prolongPeriod(end, { count: 1, unit: 'hour' }, CHINA)).toMatchObject({
      dueAt: '2026-03-03T16:59:59.999Z',
      lastDay: null,
    });
  });
});

describe('a pause', () => {
  const end = counted(countPeriod(noon('2026-03-02'), businessDays(10), CHINA));

  test('gives back business days to a period in business days, and calendar days to others', () => {
    const pause = { pausedAt: noon('2026-03-05'), resumedAt: noon('2026-03-10') };
    expect(end.lastDay).toBe('2026-03-16');
    expect(resumePeriod(end, pause, 'business-day', CHINA)).toMatchObject({
      lastDay: '2026-03-19',
    });
    const month = counted(countPeriod(noon('2026-03-02'), { count: 1, unit: 'month' }, CHINA));
    expect(resumePeriod(month, pause, 'month', CHINA)).toMatchObject({ lastDay: '2026-04-07' });
  });

  test('gives back the time to a period in hours', () => {
    const day = counted(countPeriod(noon('2026-03-02'), { count: 24, unit: 'hour' }, CHINA));
    const pause = { pausedAt: '2026-03-02T05:00:00.000Z', resumedAt: '2026-03-02T05:00:00.250Z' };
    expect(resumePeriod(day, pause, 'hour', CHINA)).toMatchObject({
      dueAt: '2026-03-03T04:00:00.250Z',
    });
  });

  test('over a weekend gives nothing back to business days', () => {
    const pause = { pausedAt: noon('2026-03-07'), resumedAt: noon('2026-03-08') };
    expect(resumePeriod(end, pause, 'business-day', CHINA)).toMatchObject({ lastDay: end.lastDay });
  });

  test('that gives nothing back leaves an end alone that had been prolonged to a day off', () => {
    const prolonged = counted(prolongPeriod(end, days(5), CHINA));
    expect(prolonged.lastDay).toBe('2026-03-21');
    const pause = { pausedAt: noon('2026-03-05'), resumedAt: noon('2026-03-05') };
    expect(resumePeriod(prolonged, pause, 'business-day', CHINA)).toMatchObject({
      lastDay: '2026-03-21',
    });
  });

  test('gives nothing back where it began a millisecond after the end, and all where it began at it', () => {
    const { dueAt, lastDay } = end;
    const resumedAt = new Date(Date.parse(dueAt) + 3 * 86_400_000).toISOString();
    const after = new Date(Date.parse(dueAt) + 1).toISOString();
    for (const unit of ['business-day', 'day', 'month'] as const) {
      expect(resumePeriod(end, { pausedAt: after, resumedAt }, unit, CHINA)).toMatchObject({
        lastDay,
      });
      expect(resumePeriod(end, { pausedAt: dueAt, resumedAt }, unit, CHINA)).not.toMatchObject({
        lastDay,
      });
    }
  });

  test('cannot end before it began', () => {
    const pause = { pausedAt: noon('2026-03-07'), resumedAt: noon('2026-03-06') };
    expect(() => resumePeriod(end, pause, 'day', CHINA)).toThrow(/cannot resume/);
  });
});
