import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../events/envelope.ts';
import type { Length } from '../regimes/regime.ts';
import { dayAt, dayText } from './calendar-days.ts';
import { endOfPeriod } from './count-period.ts';
import type { PeriodEnd } from './count-period.ts';
import type { Uncovered } from './business-days.ts';

/** A counted period. `lastDay` is the calendar day on which it ends, for lengths in days and longer. */
export type Counted = { readonly dueAt: Instant; readonly lastDay: string | null };

/** When a period of natural units ends: `endOfPeriod` without a calendar. */
export function count(
  startsAt: Instant,
  length: Length,
  zone: string,
  startDayCounts: boolean,
): Counted {
  const way = { zone, startDayCounts, rollOnHoliday: 'none' } as const;
  return natural(endOfPeriod(startsAt, length, way));
}

/** The calendar day it is at an instant in a zone: `2026-03-02`. */
export function dayOf(instant: Instant, zone: string): string {
  return dayText(dayAt(Date.parse(instant), zone));
}

/** Noon of a calendar day in a zone: the instant that stands for a day whose time is not known. */
export function noonOf(day: string, zone: string): Instant {
  const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: zone,
    plainTime: '12:00',
  });
  return new Date(epochMilliseconds).toISOString();
}

/** The instant at `percent` of the time from start to due, to the millisecond below. */
export function share(startsAt: Instant, dueAt: Instant, percent: number): Instant {
  const [start, due] = [Date.parse(startsAt), Date.parse(dueAt)];
  return new Date(start + Math.floor(((due - start) * percent) / 100)).toISOString();
}

/** An instant some milliseconds later. */
export function after(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

export function hoursAfter(instant: Instant, hours: number): Instant {
  return after(instant, hours * 3_600_000);
}

function natural(end: PeriodEnd | Uncovered): Counted {
  if ('uncovered' in end) throw new Error('A count without a calendar asked for one.');
  return { dueAt: end.dueAt, lastDay: end.lastDay };
}
