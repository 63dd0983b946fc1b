import { isWeekend } from '../regimes/calendars/calendar.ts';
import type { Calendar, CalendarEntry } from '../regimes/calendars/calendar.ts';
import { dayNumber, yearOf } from './calendar-days.ts';

/** A count that would have to know a year which the calendar does not cover. */
export type Uncovered = {
  readonly uncovered: {
    readonly calendar: string;
    readonly version: string;
    readonly year: number;
  };
};

/** The business days of a calendar by their order, made once per calendar: a count of n of them is one look-up. */
export type BusinessDays = {
  readonly calendar: Calendar;
  /** First and last covered day. */
  readonly first: number;
  readonly last: number;
  /** Every business day in order. */
  readonly days: readonly number[];
  /** How many business days there are up to and including each covered day. */
  readonly upTo: Int32Array;
  readonly entries: ReadonlyMap<number, CalendarEntry>;
};

const made = new WeakMap<Calendar, BusinessDays>();

/** What a calendar says of its days. */
export function businessDaysOf(calendar: Calendar): BusinessDays {
  const known = made.get(calendar);
  if (known !== undefined) return known;
  const first = dayNumber(`${calendar.coveredFrom}-01-01`);
  const last = dayNumber(`${calendar.coveredTo}-12-31`);
  const entries = new Map(calendar.entries.map((entry) => [dayNumber(entry.date), entry]));
  const days: number[] = [];
  const upTo = new Int32Array(last - first + 1);
  for (let day = first; day <= last; day += 1) {
    const kind = entries.get(day)?.kind;
    if (kind === 'working-day' || (kind === undefined && !isWeekend(calendar, day))) days.push(day);
    upTo[day - first] = days.length;
  }
  const business = { calendar, first, last, days, upTo, entries };
  made.set(calendar, business);
  return business;
}

/** The year that hinders, where a day is not covered. */
export function uncoveredAt(
  { calendar, first, last }: BusinessDays,
  day: number,
): Uncovered | undefined {
  return first <= day && day <= last ? undefined : uncovered(calendar, yearOf(day));
}

/** The nth business day after a day, or with `n` 0 the last one up to it. */
export function businessDayAfter(of: BusinessDays, day: number, n: number): number | Uncovered {
  const outside = uncoveredAt(of, day);
  if (outside !== undefined) return outside;
  const found = of.days[(of.upTo[day - of.first] ?? 0) + n - 1];
  return found ?? uncovered(of.calendar, of.calendar.coveredTo + 1);
}

/** How many business days lie after a day, up to and including a later one. */
export function businessDaysBetween(
  of: BusinessDays,
  after: number,
  upTo: number,
): number | Uncovered {
  const outside = uncoveredAt(of, after) ?? uncoveredAt(of, upTo);
  if (outside !== undefined) return outside;
  return (of.upTo[upTo - of.first] ?? 0) - (of.upTo[after - of.first] ?? 0);
}

/** Whether a covered day is a business day. */
export function isBusinessDay({ first, upTo }: BusinessDays, day: number): boolean {
  return (upTo[day - first] ?? 0) > (upTo[day - first - 1] ?? 0);
}

function uncovered({ name, version }: Calendar, year: number): Uncovered {
  return { uncovered: { calendar: name, version, year } };
}
