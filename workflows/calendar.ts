import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../events/envelope.ts';
import type { Length } from '../regimes/regime.ts';

/** A counted period. `lastDay` is the calendar day on which it ends, for lengths in days and longer. */
export type Counted = { readonly dueAt: Instant; readonly lastDay: string | null };

const SECONDS = { second: 1, minute: 60, hour: 3_600 } as const;

/**
 * When a period that starts at an instant ends. Days and longer units end at 23:59:59.999 of the last day in `zone`;
 * shorter ones are added to the instant. The start day is left out unless `startDayCounts`.
 */
export function count(
  startsAt: Instant,
  { count: number, unit }: Length,
  zone: string,
  startDayCounts: boolean,
): Counted {
  if (unit === 'second' || unit === 'minute' || unit === 'hour')
    return { dueAt: after(startsAt, number * SECONDS[unit] * 1_000), lastDay: null };
  const first = plainDate(startsAt, zone);
  const counted = addDays(first, number, unit);
  return endOf(startDayCounts ? counted.subtract({ days: 1 }) : counted, zone);
}

/** The calendar day it is at an instant in a zone: `2026-03-02`. */
export function dayOf(instant: Instant, zone: string): string {
  return plainDate(instant, zone).toString();
}

/** Noon of a calendar day in a zone: the instant that stands for a day whose time is not known. */
export function noonOf(day: string, zone: string): Instant {
  const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: zone,
    plainTime: '12:00',
  });
  return new Date(epochMilliseconds).toISOString();
}

/** The period that ends a length after another one ended. */
export function prolong(counted: Counted, { count: number, unit }: Length, zone: string): Counted {
  if (unit === 'second' || unit === 'minute' || unit === 'hour' || counted.lastDay === null)
    return count(counted.dueAt, { count: number, unit }, zone, false);
  return endOf(addDays(Temporal.PlainDate.from(counted.lastDay), number, unit), zone);
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

function plainDate(instant: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate();
}

function addDays(
  from: Temporal.PlainDate,
  number: number,
  unit: 'day' | 'week' | 'month' | 'year',
): Temporal.PlainDate {
  return from.add({ [`${unit}s`]: number });
}

function endOf(day: Temporal.PlainDate, zone: string): Counted {
  const next = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return { dueAt: new Date(next - 1).toISOString(), lastDay: day.toString() };
}
