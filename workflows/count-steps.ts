import { markOf } from '../regimes/calendars/calendar.ts';
import type { Mark } from '../regimes/calendars/calendar.ts';
import { businessDaysOf } from './business-days.ts';
import { dayNumber, yearOf } from './calendar-days.ts';
import type {
  CountUnit,
  CountingWay,
  Pause,
  Period,
  PeriodEnd,
  Remainder,
} from './count-period.ts';
import { reasonOf, runOfDays, runsOfDays } from './day-runs.ts';
import type { DaysStep, Reason } from './day-runs.ts';

/** How a period was counted, as plain JSON: kept in the event, it explains the promise without any other book. */
export type CountStep = RuleStep | PauseStep | DaysStep | RollStep | EndStep;

/** What was to be counted: the length, a new total, or an addition; from a day, or for short units an instant. */
export type RuleStep = {
  readonly step: 'length' | 'total' | 'add';
  readonly count: number;
  readonly unit: CountUnit;
  readonly from: string;
  readonly startDayCounts: boolean;
} & Basis;

/** What a pause gave back, in days, business days or milliseconds, after the day or instant counted to before. */
export type PauseStep = {
  readonly step: 'pause';
  readonly pausedAt: string;
  readonly resumedAt: string;
  readonly count: number;
  readonly unit: Remainder['unit'];
  readonly from: string;
} & Basis;

/** The end fell on a day off and moved. */
export type RollStep = {
  readonly step: 'roll';
  readonly from: string;
  readonly to: string;
} & Pick<DaysStep, 'because' | 'name'>;

export type EndStep = {
  readonly step: 'end';
  readonly dueAt: string;
  readonly lastDay: string | null;
};

/** The zone, and the calendar with the least sure mark of the years that were touched. */
type Basis = {
  readonly zone: string;
  readonly calendar?:
    { readonly name: string; readonly version: string; readonly mark: Mark } | undefined;
};

const NOT_THE_START: Reason = { counted: false, because: 'start-day' };
const CALENDAR_DAY: Reason = { counted: true, because: 'calendar-day' };

/** The steps of a period that starts on a day, or at an instant. */
export function periodSteps(
  rule: Period & { readonly step: RuleStep['step'] },
  from: string,
  end: PeriodEnd,
  way: CountingWay,
): readonly CountStep[] {
  const { step, count, unit } = rule;
  const { startDayCounts } = way;
  const basis = basisOf(unit, from, end, way);
  const head: RuleStep = { step, count, unit, from, startDayCounts, ...basis };
  if (end.countedTo === null) return [head, endStep(end)];
  const first = dayNumber(from);
  const isLeftOut = !startDayCounts && step !== 'add';
  return [
    head,
    ...(isLeftOut ? [runOfDays(first, first, NOT_THE_START)] : []),
    ...counted(startDayCounts ? first : first + 1, dayNumber(end.countedTo), unit, way),
    ...rollSteps(end, way),
    endStep(end),
  ];
}

/** The steps by which a pause moved the end of a period. */
export function pauseSteps(
  { pausedAt, resumedAt }: Pause,
  { added, before }: { readonly added: Remainder; readonly before: PeriodEnd },
  end: PeriodEnd,
  way: CountingWay,
): readonly CountStep[] {
  const { count, unit } = added;
  const from = before.countedTo ?? before.dueAt;
  const day = unit === 'business-day' ? unit : 'day';
  const basis = basisOf(day, pausedAt, end, way);
  const head: PauseStep = { step: 'pause', pausedAt, resumedAt, count, unit, from, ...basis };
  if (end.countedTo === null) return [head, endStep(end)];
  return [
    head,
    ...counted(dayNumber(from) + 1, dayNumber(end.countedTo), day, way),
    ...rollSteps(end, way),
    endStep(end),
  ];
}

function counted(
  from: number,
  to: number,
  unit: CountUnit,
  { calendar }: CountingWay,
): readonly DaysStep[] {
  if (unit === 'business-day' && calendar !== undefined) return runsOfDays(calendar, from, to);
  return from > to ? [] : [runOfDays(from, to, CALENDAR_DAY)];
}

/** Where the end rolled to, and the days between. */
function rollSteps(
  { countedTo, lastDay }: PeriodEnd,
  { calendar }: CountingWay,
): readonly CountStep[] {
  if (calendar === undefined || countedTo === null || lastDay === null) return [];
  if (countedTo === lastDay) return [];
  const [from, to] = [dayNumber(countedTo), dayNumber(lastDay)];
  const { because, name } = reasonOf(businessDaysOf(calendar), from);
  const roll = { step: 'roll', from: countedTo, to: lastDay, because } as const;
  return [name === undefined ? roll : { ...roll, name }, ...runsOfDays(calendar, from + 1, to - 1)];
}

function endStep({ dueAt, lastDay }: PeriodEnd): EndStep {
  return { step: 'end', dueAt, lastDay };
}

function basisOf(unit: CountUnit, from: string, { lastDay }: PeriodEnd, way: CountingWay): Basis {
  const { zone, calendar, rollOnHoliday } = way;
  const isAsked = lastDay !== null && (unit === 'business-day' || rollOnHoliday !== 'none');
  if (calendar === undefined || !isAsked) return { zone };
  const { name, version } = calendar;
  const mark = markOf(calendar, Number(from.slice(0, 4)), yearOf(dayNumber(lastDay)));
  return { zone, calendar: { name, version, mark } };
}
