import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALENDARS, readCalendars } from '../../regimes/shelf.ts';
import { countPeriod } from '../../workflows/count-period.ts';
import type { CountUnit } from '../../workflows/count-period.ts';
import { by, counted } from './vectors.ts';

const noon = (day: string): string => `${day}T04:00:00.000Z`;
const DAY = 86_400_000;

describe('the steps of a count', () => {
  test('hold all that the promise needs to explain itself, with name and version of the calendar', () => {
    const { steps } = counted(
      countPeriod(
        noon('2026-04-29'),
        { count: 2, unit: 'day' },
        by('cn-mainland', { rollOnHoliday: 'next-business-day' }),
      ),
    );
    expect(steps).toEqual([
      {
        step: 'length',
        count: 2,
        unit: 'day',
        from: '2026-04-29',
        startDayCounts: false,
        zone: 'Asia/Shanghai',
        calendar: { name: 'cn-mainland', version: '2024-2026', mark: 'V' },
      },
      {
        step: 'days',
        from: '2026-04-29',
        to: '2026-04-29',
        days: 1,
        counted: false,
        because: 'start-day',
      },
      {
        step: 'days',
        from: '2026-04-30',
        to: '2026-05-01',
        days: 2,
        counted: true,
        because: 'calendar-day',
      },
      {
        step: 'roll',
        from: '2026-05-01',
        to: '2026-05-06',
        because: 'holiday',
        name: { en: 'Labour Day', zh: '劳动节' },
      },
      {
        step: 'days',
        from: '2026-05-02',
        to: '2026-05-05',
        days: 4,
        counted: false,
        because: 'holiday',
        name: { en: 'Labour Day', zh: '劳动节' },
      },
      { step: 'end', dueAt: '2026-05-06T15:59:59.999Z', lastDay: '2026-05-06' },
    ]);
  });

  test('name no calendar that was not asked', () => {
    const natural = counted(
      countPeriod(noon('2026-04-29'), { count: 2, unit: 'day' }, by('cn-mainland')),
    );
    expect(natural.steps[0]).not.toHaveProperty('calendar');
  });

  test('tell weekend, holiday and working day apart, in the words of the table', () => {
    const { steps } = counted(
      countPeriod(
        '2026-04-02T12:00:00.000Z',
        { count: 1, unit: 'business-day' },
        by('uk-england-wales'),
      ),
    );
    expect(steps.slice(1, -1)).toMatchObject([
      { because: 'start-day' },
      { from: '2026-04-03', because: 'holiday', name: { en: 'Good Friday' } },
      { from: '2026-04-04', to: '2026-04-05', because: 'weekend' },
      { from: '2026-04-06', because: 'holiday', name: { en: 'Easter Monday' } },
      { from: '2026-04-07', because: 'business-day' },
    ]);
  });

  test('show every day from the start to the last once, and count as many as were asked for', () => {
    const calendars = readCalendars(CALENDARS).map(({ calendar }) => calendar);
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0, 3), max: Date.UTC(2026, 8, 1) }),
        fc.constantFrom<CountUnit>('day', 'business-day', 'week', 'month'),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...calendars.map(({ name }) => name)),
        fc.boolean(),
        (start, unit, count, name, rolls) => {
          const rollOnHoliday = rolls ? 'next-business-day' : 'none';
          const way = by(name, { rollOnHoliday });
          const answer = countPeriod(new Date(start).toISOString(), { count, unit }, way);
          fc.pre('steps' in answer);
          if (!('steps' in answer)) return;
          const days = answer.steps.filter((step) => step.step === 'days');
          for (const [index, { from, to, days: length }] of days.entries()) {
            expect(Date.parse(to) - Date.parse(from)).toBe((length - 1) * DAY);
            const before = days[index - 1];
            if (before !== undefined) expect(Date.parse(from) - Date.parse(before.to)).toBe(DAY);
          }
          const rolled = answer.steps.some(({ step }) => step === 'roll');
          const shown = days.at(-1)?.to ?? '';
          expect(Date.parse(answer.lastDay ?? '') - Date.parse(shown)).toBe(rolled ? DAY : 0);
          if (unit !== 'day' && unit !== 'business-day') return;
          const sum = days
            .filter(({ counted: is }) => is)
            .reduce((all, { days: length }) => all + length, 0);
          expect(sum).toBe(count);
        },
      ),
      { numRuns: 400 },
    );
  });
});
