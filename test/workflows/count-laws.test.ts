import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALENDARS, readCalendars } from '../../regimes/shelf.ts';
import {
  countPeriod,
  endOfPeriod,
  prolongPeriod,
  remainderOf,
  resumePeriod,
} from '../../workflows/count-period.ts';
import type { CountUnit, CountingWay, Period, PeriodEnd } from '../../workflows/count-period.ts';
import { counted } from './vectors.ts';

/** What holds of every count, by whatever calendar, unit and way. */
const DAY = 86_400_000;
const calendars = readCalendars(CALENDARS).map(({ calendar }) => calendar);
const way = fc
  .record({
    calendar: fc.constantFrom(...calendars),
    startDayCounts: fc.boolean(),
    rollOnHoliday: fc.constantFrom('none' as const, 'next-business-day' as const),
  })
  .map((rest): CountingWay => ({ ...rest, zone: rest.calendar.zone }));
const businessDays = (count: number): Period => ({ count, unit: 'business-day' });
const instant = fc
  .integer({ min: Date.UTC(2024, 0, 3), max: Date.UTC(2026, 8, 1) })
  .map((milliseconds) => new Date(milliseconds).toISOString());
const unit = fc.constantFrom<CountUnit>(
  'second',
  'minute',
  'hour',
  'day',
  'business-day',
  'week',
  'month',
  'year',
);
const period = fc.record({ count: fc.integer({ min: 1, max: 70 }), unit });
const end = (answer: ReturnType<typeof endOfPeriod>): PeriodEnd => {
  fc.pre(!('uncovered' in answer));
  if ('uncovered' in answer) throw new Error('not reached');
  return answer;
};
const holds = <Arguments extends [unknown, ...unknown[]]>(
  law: fc.IPropertyWithHooks<Arguments>,
): void => fc.assert(law, { numRuns: 400 });

describe('whatever is counted', () => {
  test('a later start never gives an earlier deadline', () => {
    holds(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 40 * DAY }),
        period,
        way,
        (start, later, what, how) => {
          const after = new Date(Date.parse(start) + later).toISOString();
          const [first, second] = [
            end(endOfPeriod(start, what, how)),
            end(endOfPeriod(after, what, how)),
          ];
          expect(second.dueAt >= first.dueAt).toBe(true);
        },
      ),
    );
  });

  test('business days are those that one finds by walking from day to day', () => {
    holds(
      fc.property(instant, fc.integer({ min: 1, max: 60 }), way, (start, count, how) => {
        const { calendar } = how;
        const kinds = new Map(calendar?.entries.map(({ date, kind }) => [date, kind]));
        const local = new Intl.DateTimeFormat('en-CA', { timeZone: how.zone, dateStyle: 'short' });
        let day = Date.parse(local.format(new Date(start)));
        let left = count;
        const isOne = (): boolean => {
          const kind = kinds.get(new Date(day).toISOString().slice(0, 10));
          return kind === undefined
            ? ![0, 6].includes(new Date(day).getUTCDay())
            : kind === 'working-day';
        };
        if (how.startDayCounts && isOne()) left -= 1;
        while (left > 0) {
          day += DAY;
          if (isOne()) left -= 1;
        }
        const walked = new Date(day).toISOString().slice(0, 10);
        expect(end(endOfPeriod(start, businessDays(count), how)).lastDay).toBe(walked);
      }),
    );
  });

  test('the answer with its steps is the answer without them, and plain JSON', () => {
    holds(
      fc.property(instant, period, way, (start, what, how) => {
        const full = countPeriod(start, what, how);
        expect(JSON.parse(JSON.stringify(full))).toEqual(full);
        const short = 'steps' in full ? { ...full, steps: undefined } : full;
        expect(endOfPeriod(start, what, how)).toEqual(short);
      }),
    );
  });

  test('paused and resumed at once nothing changes, and no pause makes a deadline earlier', () => {
    holds(
      fc.property(
        instant,
        period,
        way,
        fc.integer({ min: 0, max: 30 * DAY }),
        (start, what, how, stood) => {
          const before = end(endOfPeriod(start, what, how));
          const pausedAt = new Date(Date.parse(start) + 3_600_000).toISOString();
          const { steps: _, ...same } = counted(
            resumePeriod(before, { pausedAt, resumedAt: pausedAt }, what.unit, how),
          );
          expect(same).toEqual(before);
          const resumedAt = new Date(Date.parse(pausedAt) + stood).toISOString();
          const after = end(resumePeriod(before, { pausedAt, resumedAt }, what.unit, how));
          expect(after.dueAt >= before.dueAt).toBe(true);
        },
      ),
    );
  });

  test('as much is left after a pause as there was before it', () => {
    holds(
      fc.property(
        instant,
        period,
        way,
        fc.integer({ min: 0, max: 30 * DAY }),
        (start, what, how, stood) => {
          const before = end(endOfPeriod(start, what, how));
          const resumedAt = new Date(Date.parse(start) + stood).toISOString();
          const after = end(resumePeriod(before, { pausedAt: start, resumedAt }, what.unit, how));
          const left = remainderOf(before, start, what.unit, how);
          expect(remainderOf(after, resumedAt, what.unit, how)).toEqual(left);
        },
      ),
    );
  });

  test('two pauses one after the other are as one', () => {
    holds(
      fc.property(
        instant,
        period,
        way,
        fc.tuple(fc.nat(20 * DAY), fc.nat(20 * DAY)),
        (start, what, how, [one, two]) => {
          const before = end(endOfPeriod(start, what, how));
          const [a, b, c] = [0, one, one + two].map((by) =>
            new Date(Date.parse(start) + by).toISOString(),
          );
          if (a === undefined || b === undefined || c === undefined) return;
          const first = end(resumePeriod(before, { pausedAt: a, resumedAt: b }, what.unit, how));
          const twice = end(resumePeriod(first, { pausedAt: b, resumedAt: c }, what.unit, how));
          const once = end(resumePeriod(before, { pausedAt: a, resumedAt: c }, what.unit, how));
          expect(twice.dueAt).toBe(once.dueAt);
        },
      ),
    );
  });

  test('an extension never makes a deadline earlier', () => {
    holds(
      fc.property(instant, period, period, way, (start, what, more, how) => {
        const before = end(endOfPeriod(start, what, how));
        expect(end(prolongPeriod(before, more, how)).dueAt >= before.dueAt).toBe(true);
      }),
    );
  });
});
