import { Temporal } from 'temporal-polyfill';

/**
 * Calendar days as whole numbers since 1 January 1970, so that counting is adding, and where each of them begins in a
 * time zone. Nothing here depends on the time zone of the machine. What was looked up once is kept, since the same
 * days are asked about again and again.
 */
const DAY = 86_400_000;

/** Days that are kept of each kind, about three centuries; then it is begun anew. */
const KEPT = 100_000;

const texts = new Map<number, string>();
const zones = new Map<string, ZoneDays>();
type ZoneDays = {
  readonly beginnings: Map<number, number>;
  readonly ends: Map<number, string>;
};

/** The number of a day such as `2026-03-02`. */
export function dayNumber(text: string): number {
  return Date.parse(text) / DAY;
}

/** The day of a number, as `2026-03-02`. */
export function dayText(day: number): string {
  return kept(texts, day, () => new Date(day * DAY).toISOString().slice(0, 10));
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** The day it is in a zone at an instant in milliseconds. */
export function dayAt(milliseconds: number, zone: string): number {
  const { beginnings } = daysOf(zone);
  // Local days are at most one away from those of UTC.
  let day = Math.floor(milliseconds / DAY) + 1;
  while (beginningOf(day, zone, beginnings) > milliseconds) day -= 1;
  return day;
}

/** The last millisecond of a day in a zone. */
export function endOfDay(day: number, zone: string): string {
  const { beginnings, ends } = daysOf(zone);
  return kept(ends, day, () => new Date(beginningOf(day + 1, zone, beginnings) - 1).toISOString());
}

/** The day some months later: of the same number, or the last of a shorter month. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY;
}

/** The instant at which a day begins: midnight, or what follows where clocks skip it. */
function beginningOf(day: number, zone: string, beginnings: Map<number, number>): number {
  return kept(
    beginnings,
    day,
    () => Temporal.PlainDate.from(dayText(day)).toZonedDateTime(zone).epochMilliseconds,
  );
}

function daysOf(zone: string): ZoneDays {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const days: ZoneDays = { beginnings: new Map(), ends: new Map() };
  zones.set(zone, days);
  return days;
}

function kept<Value>(known: Map<number, Value>, day: number, lookUp: () => Value): Value {
  const found = known.get(day);
  if (found !== undefined) return found;
  if (known.size >= KEPT) known.clear();
  const value = lookUp();
  known.set(day, value);
  return value;
}
