import type { Calendar } from '../regimes/calendars/calendar.ts';
import { businessDaysOf, isBusinessDay } from './business-days.ts';
import type { BusinessDays } from './business-days.ts';
import { dayText } from './calendar-days.ts';

export type DayReason =
  'start-day' | 'calendar-day' | 'business-day' | 'make-up-working-day' | 'weekend' | 'holiday';

/** A run of days with one reason. */
export type DaysStep = {
  readonly step: 'days';
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly counted: boolean;
  readonly because: DayReason;
  /** Of a holiday, or of the day that makes up for one. */
  readonly name?: { readonly en: string; readonly zh: string } | undefined;
};
export type Reason = Pick<DaysStep, 'counted' | 'because' | 'name'>;

const BUSINESS: Reason = { counted: true, because: 'business-day' };
const WEEKEND: Reason = { counted: false, because: 'weekend' };

type Runs = {
  readonly first: number;
  /** Every covered day in runs, as long as they are. */
  readonly runs: readonly { readonly from: number; readonly to: number; readonly step: DaysStep }[];
  /** The run of each covered day. */
  readonly runOf: Int32Array;
};

const made = new WeakMap<Calendar, Runs>();

/** The days from one covered day to another in runs, each with its reason to be a business day or none. */
export function runsOfDays(calendar: Calendar, from: number, to: number): readonly DaysStep[] {
  if (from > to) return [];
  const { first, runs, runOf } = runsOf(calendar);
  return runs
    .slice(runOf[from - first], (runOf[to - first] ?? 0) + 1)
    .map((run) =>
      run.from >= from && run.to <= to
        ? run.step
        : runOfDays(Math.max(run.from, from), Math.min(run.to, to), run.step),
    );
}

/** Why a covered day is a business day, or none. */
export function reasonOf(days: BusinessDays, day: number): Reason {
  const entry = days.entries.get(day);
  if (entry === undefined) return isBusinessDay(days, day) ? BUSINESS : WEEKEND;
  return entry.kind === 'holiday'
    ? { counted: false, because: 'holiday', name: entry.name }
    : { counted: true, because: 'make-up-working-day', name: entry.name };
}

/** One run of days. */
export function runOfDays(from: number, to: number, reason: Reason): DaysStep {
  const { counted, because, name } = reason;
  const step = {
    step: 'days',
    from: dayText(from),
    to: dayText(to),
    days: to - from + 1,
    counted,
    because,
  } as const;
  return name === undefined ? step : { ...step, name };
}

function runsOf(calendar: Calendar): Runs {
  const known = made.get(calendar);
  if (known !== undefined) return known;
  const days = businessDaysOf(calendar);
  const { first, last } = days;
  const runs: { from: number; to: number; step: DaysStep }[] = [];
  const runOf = new Int32Array(last - first + 1);
  let since = first;
  for (let day = first; day <= last; day += 1) {
    runOf[day - first] = runs.length;
    const reason = reasonOf(days, day);
    if (day < last && isSame(reason, reasonOf(days, day + 1))) continue;
    runs.push({ from: since, to: day, step: runOfDays(since, day, reason) });
    since = day + 1;
  }
  const all = { first, runs, runOf };
  made.set(calendar, all);
  return all;
}

function isSame(one: Reason, other: Reason): boolean {
  return one.because === other.because && one.name?.en === other.name?.en;
}
