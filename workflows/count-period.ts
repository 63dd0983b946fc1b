import type { Instant } from '../events/envelope.ts';
import type { Calendar } from '../regimes/calendars/calendar.ts';
import {
  businessDayAfter,
  businessDaysBetween,
  businessDaysOf,
  isBusinessDay,
  uncoveredAt,
} from './business-days.ts';
import type { BusinessDays, Uncovered } from './business-days.ts';
import { addMonths, dayAt, dayNumber, dayText, endOfDay } from './calendar-days.ts';
import { pauseSteps, periodSteps } from './count-steps.ts';
import type { CountStep } from './count-steps.ts';

export type CountUnit =
  'second' | 'minute' | 'hour' | 'day' | 'business-day' | 'week' | 'month' | 'year';
export type Period = { readonly count: number; readonly unit: CountUnit };

/** How days are counted. `startDayCounts` and `rollOnHoliday` are for days and longer units. */
export type CountingWay = {
  /** IANA time zone in which days begin and end. */
  readonly zone: string;
  readonly startDayCounts: boolean;
  /** Whether an end on a day off moves to the next business day. */
  readonly rollOnHoliday: 'none' | 'next-business-day';
  /** Needed for business days and for rolling. */
  readonly calendar?: Calendar;
};

/**
 * When a period ends. Days and longer units end at 23:59:59.999 of `lastDay`; shorter ones have none. `countedTo` is
 * the day the count itself reached, before it rolled: from there a longer period goes on.
 */
export type PeriodEnd = {
  readonly dueAt: Instant;
  readonly lastDay: string | null;
  readonly countedTo: string | null;
};
export type CountedPeriod = PeriodEnd & { readonly steps: readonly CountStep[] };

/** While a clock stood still. */
export type Pause = { readonly pausedAt: Instant; readonly resumedAt: Instant };

/** What is left of a period: of its own days, or of its time. */
export type Remainder = {
  readonly count: number;
  readonly unit: 'day' | 'business-day' | 'millisecond';
};

const MILLISECONDS = { second: 1_000, minute: 60_000, hour: 3_600_000 } as const;

/** When a period that starts at an instant ends, without the steps: for questions asked very often. */
export function endOfPeriod(
  startsAt: Instant,
  period: Period,
  way: CountingWay,
): PeriodEnd | Uncovered {
  const start = Date.parse(startsAt);
  if (isShort(period.unit)) return atInstant(start + period.count * MILLISECONDS[period.unit]);
  const from = dayAt(start, way.zone);
  const to = way.startDayCounts ? lastIncluding(from, period, way) : lastAfter(from, period, way);
  return typeof to === 'number' ? endingOn(to, way) : to;
}

/** When a period ends and why: its first length, or with `total` a new length in all from its start. */
export function countPeriod(
  startsAt: Instant,
  period: Period,
  way: CountingWay,
  rule: 'length' | 'total' = 'length',
): CountedPeriod | Uncovered {
  const end = endOfPeriod(startsAt, period, way);
  if ('uncovered' in end) return end;
  const from = end.lastDay === null ? startsAt : dayText(dayAt(Date.parse(startsAt), way.zone));
  return { ...end, steps: periodSteps({ step: rule, ...period }, from, end, way) };
}

/** A period made longer at its end: it goes on from the day that was counted to. The last day counted there. */
export function prolongPeriod(
  before: PeriodEnd,
  period: Period,
  way: CountingWay,
): CountedPeriod | Uncovered {
  const on = { ...way, startDayCounts: false };
  const from = before.countedTo;
  if (from === null || isShort(period.unit)) {
    const end = endOfPeriod(before.dueAt, period, on);
    if ('uncovered' in end) return end;
    const since =
      end.lastDay === null ? before.dueAt : dayText(dayAt(Date.parse(before.dueAt), way.zone));
    return { ...end, steps: periodSteps({ step: 'add', ...period }, since, end, on) };
  }
  const to = lastAfter(dayNumber(from), period, way);
  const end = typeof to === 'number' ? endingOn(to, way) : to;
  if ('uncovered' in end) return end;
  return { ...end, steps: periodSteps({ step: 'add', ...period }, from, end, on) };
}

/**
 * A period whose clock stood still for a while. Days and longer units are given the days between pause and
 * resumption, business days the business days among them, shorter units the time; within one day nothing, and nothing
 * when the period was over before the pause began. `unit` is that of the period.
 */
export function resumePeriod(
  before: PeriodEnd,
  pause: Pause,
  unit: CountUnit,
  way: CountingWay,
): CountedPeriod | Uncovered {
  if (pause.resumedAt < pause.pausedAt)
    throw new Error(`A clock paused at ${pause.pausedAt} cannot resume at ${pause.resumedAt}.`);
  const from = Date.parse(pause.pausedAt);
  const to = pause.pausedAt > before.dueAt ? from : Date.parse(pause.resumedAt);
  if (before.countedTo === null) {
    const end = atInstant(Date.parse(before.dueAt) + to - from);
    const added = { count: to - from, unit: 'millisecond' as const };
    return { ...end, steps: pauseSteps(pause, { added, before }, end, way) };
  }
  const added = between(dayAt(from, way.zone), dayAt(to, way.zone), unit, way);
  if ('uncovered' in added) return added;
  const { count } = added;
  const day = added.unit === 'business-day' ? 'business-day' : 'day';
  const since = dayNumber(before.countedTo);
  // Nothing given back moves nothing, also where a business day had been prolonged to a day off.
  const reached = count === 0 ? since : lastAfter(since, { count, unit: day }, way);
  const end = typeof reached === 'number' ? endingOn(reached, way) : reached;
  if ('uncovered' in end) return end;
  return { ...end, steps: pauseSteps(pause, { added, before }, end, way) };
}

/** What is left of a period after an instant: its days after that day, or its time; nothing once it has ended. */
export function remainderOf(
  { dueAt, countedTo }: PeriodEnd,
  at: Instant,
  unit: CountUnit,
  way: CountingWay,
): Remainder | Uncovered {
  if (countedTo === null)
    return { count: Math.max(0, Date.parse(dueAt) - Date.parse(at)), unit: 'millisecond' };
  const [from, to] = [dayAt(Date.parse(at), way.zone), dayNumber(countedTo)];
  return between(from, Math.max(from, to), unit, way);
}

function between(
  after: number,
  upTo: number,
  unit: CountUnit,
  way: CountingWay,
): Remainder | Uncovered {
  if (unit !== 'business-day') return { count: upTo - after, unit: 'day' };
  const count = businessDaysBetween(businessDays(way), after, upTo);
  return typeof count === 'number' ? { count, unit } : count;
}

function lastIncluding(from: number, period: Period, way: CountingWay): number | Uncovered {
  if (period.unit !== 'business-day') {
    const to = lastAfter(from, period, way);
    return typeof to === 'number' ? to - 1 : to;
  }
  const days = businessDays(way);
  const isFirst = isBusinessDay(days, from);
  return businessDayAfter(days, from, isFirst ? period.count - 1 : period.count);
}

function lastAfter(from: number, { count, unit }: Period, way: CountingWay): number | Uncovered {
  if (unit === 'business-day') return businessDayAfter(businessDays(way), from, count);
  if (unit === 'month') return addMonths(from, count);
  if (unit === 'year') return addMonths(from, count * 12);
  return from + (unit === 'week' ? count * 7 : count);
}

function endingOn(countedTo: number, way: CountingWay): PeriodEnd | Uncovered {
  const last = way.rollOnHoliday === 'none' ? countedTo : rolled(countedTo, businessDays(way));
  if (typeof last !== 'number') return last;
  const lastDay = dayText(last);
  return {
    dueAt: endOfDay(last, way.zone),
    lastDay,
    countedTo: last === countedTo ? lastDay : dayText(countedTo),
  };
}

function rolled(day: number, days: BusinessDays): number | Uncovered {
  const outside = uncoveredAt(days, day);
  if (outside !== undefined) return outside;
  return isBusinessDay(days, day) ? day : businessDayAfter(days, day, 1);
}

function businessDays({ calendar }: CountingWay): BusinessDays {
  if (calendar === undefined)
    throw new Error('Business days and rolling need a holiday calendar: name one in the rule.');
  return businessDaysOf(calendar);
}

function atInstant(milliseconds: number): PeriodEnd {
  return { dueAt: new Date(milliseconds).toISOString(), lastDay: null, countedTo: null };
}

function isShort(unit: CountUnit): unit is keyof typeof MILLISECONDS {
  return unit === 'second' || unit === 'minute' || unit === 'hour';
}
