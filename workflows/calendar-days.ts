import { Temporal } from 'temporal-polyfill';

/**
 * Calendar days as whole numbers since 1 January 1970, so that counting is adding, and where each of them begins in a
 * time zone. Nothing here depends on the time zone of the machine.
 */
const DAY = 86_400_000;

/** Beginnings of days that are kept per zone, about three centuries; beyond that they are looked up anew. */
const KEPT = 100_000;

const beginnings = new Map<string, Map<number, number>>();

/** The number of a day such as `2026-03-02`. */
export function dayNumber(text: string): number {
  return Date.parse(text) / DAY;
}

/** The day of a number, as `2026-03-02`. */
export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** The day it is in a zone at an instant in milliseconds. */
export function dayAt(milliseconds: number, zone: string): number {
  // Local days are at most one away from those of UTC.
  let day = Math.floor(milliseconds / DAY) + 1;
  while (beginningOf(day, zone) > milliseconds) day -= 1;
  return day;
}

/** The instant, in milliseconds, at which a day begins in a zone: midnight, or what follows where clocks skip it. */
export function beginningOf(day: number, zone: string): number {
  let known = beginnings.get(zone);
  if (known === undefined || known.size >= KEPT) {
    known = new Map();
    beginnings.set(zone, known);
  }
  const kept = known.get(day);
  if (kept !== undefined) return kept;
  const began = Temporal.PlainDate.from(dayText(day)).toZonedDateTime(zone).epochMilliseconds;
  known.set(day, began);
  return began;
}

/** The day some months later: of the same number, or the last of a shorter month. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY;
}
