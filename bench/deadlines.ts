import type { Calendar } from '../regimes/calendars/calendar.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../regimes/shelf.ts';
import { countPeriod, endOfPeriod } from '../workflows/count-period.ts';
import type { CountingWay, Period } from '../workflows/count-period.ts';
import { explainCount } from '../workflows/explain-count.ts';
import { median } from './quantile.ts';

export type DeadlinesBench = {
  readonly result: {
    /** Deadlines a second of rules in business days, on one core; medians over the turns. */
    readonly deadlines: number;
    /** The same with every step of the count. */
    readonly explained: number;
    /** The same by walking from day to day. */
    readonly walked: number;
    /** Median over the turns of deadlines to walked ones. */
    readonly deadlineRatio: number;
  };
  /** The same as a table for people, and one count explained. */
  readonly table: string;
};

/** Milliseconds until it is the next one's turn: short, so that whatever else the machine does meets all. */
const SLICE = 100;
const WARM_UP = 2;
const DAY = 86_400_000;
/** Starts and lengths that are gone through, so that no answer can be remembered. */
const STARTS = 700;
const LONGEST = 60;

/**
 * How many deadlines in business days are counted a second, in mainland China with its make-up working days, against
 * walking from day to day with a set of holidays. All take turns in one run.
 */
export function benchDeadlines({ seconds }: { readonly seconds: number }): DeadlinesBench {
  const found = ruleBook(readCalendars(CALENDARS)).calendar('cn-mainland', {
    version: '2024-2026',
  });
  if (found === undefined) throw new Error('The calendar cn-mainland 2024-2026 does not ship.');
  const way = { zone: found.zone, startDayCounts: false, rollOnHoliday: 'none' } as const;
  const chinese: CountingWay = { ...way, calendar: found };
  const starts = startsWithin(found);
  const ways = [
    (start: string, period: Period) => endOfPeriod(start, period, chinese),
    (start: string, period: Period) => countPeriod(start, period, chinese),
    walker(found),
  ];
  const turns = Math.max(3, Math.round((seconds * 1_000) / (SLICE * ways.length)));
  const measured: (readonly number[])[] = [];
  for (let turn = -WARM_UP; turn < turns; turn += 1) {
    const speeds = ways.map((count) => perSecond(count, starts));
    if (turn >= 0) measured.push(speeds);
  }
  const speed = (which: number): number => median(measured.map((speeds) => speeds[which] ?? 0));
  const [deadlines, explained, walked] = [speed(0), speed(1), speed(2)];
  const deadlineRatio = median(measured.map(([one = 0, , other = 1]) => one / other));
  const result = { deadlines, explained, walked, deadlineRatio };
  return { result, table: report(result, chinese) };
}

function startsWithin({ coveredFrom }: Calendar): readonly string[] {
  const first = Date.UTC(coveredFrom, 0, 2);
  return Array.from({ length: STARTS }, (_, index) =>
    new Date(first + index * DAY + ((index * 3_777_777) % DAY)).toISOString(),
  );
}

type Count = (start: string, period: Period) => unknown;

function perSecond(count: Count, starts: readonly string[]): number {
  const started = performance.now();
  let done = 0;
  while (performance.now() - started < SLICE)
    for (const start of starts) {
      count(start, { count: 1 + (done % LONGEST), unit: 'business-day' });
      done += 1;
    }
  return done / ((performance.now() - started) / 1_000);
}

/** The plain way, of a zone without daylight saving: one day after the other until enough are counted. */
function walker({ entries }: Calendar): Count {
  const ofKind = (kind: string): ReadonlySet<string> =>
    new Set(entries.filter((entry) => entry.kind === kind).map(({ date }) => date));
  const [holidays, workingDays] = [ofKind('holiday'), ofKind('working-day')];
  const offset = 8 * 3_600_000;
  return (start, { count }) => {
    let day = Math.floor((Date.parse(start) + offset) / DAY);
    for (let left = count; left > 0;) {
      day += 1;
      const date = new Date(day * DAY);
      const text = date.toISOString().slice(0, 10);
      const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
      if (workingDays.has(text) || (!isWeekend && !holidays.has(text))) left -= 1;
    }
    return new Date((day + 1) * DAY - offset - 1).toISOString();
  };
}

function report(result: DeadlinesBench['result'], way: CountingWay): string {
  const tenDays: Period = { count: 10, unit: 'business-day' };
  const one = countPeriod('2026-02-09T02:00:00.000Z', tenDays, way);
  const lines = 'steps' in one ? explainCount(one.steps, 'en') : [];
  return [
    `deadlines/s  ${result.deadlines.toFixed(0)}`,
    `explained/s  ${result.explained.toFixed(0)}`,
    `walked/s     ${result.walked.toFixed(0)}`,
    `ratio        ${result.deadlineRatio.toFixed(2)}`,
    '',
    ...lines,
  ].join('\n');
}
