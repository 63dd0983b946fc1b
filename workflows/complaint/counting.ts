import type { Instant } from '../../events/envelope.ts';
import { needsCalendar } from '../../regimes/clock.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import type { CountedPeriod, CountingWay } from '../count-period.ts';
import type { Uncovered } from '../business-days.ts';
import { refuse } from './refuse.ts';
import type { CaseClock } from './state.ts';

/** What a count would need and nobody has published: a calendar of that name, or a year of the version there is. */
export type Unpublished = {
  readonly calendar: string;
  readonly version: string | null;
  readonly year: number | null;
};

export type Counted = CountedPeriod | { readonly unpublished: Unpublished };

/**
 * Counts by the way of a clock, with the calendar that is in effect at an instant. Only a clock that needs a calendar
 * asks for one, so that no other rests on it.
 */
export function counting(
  regime: Regime,
  clock: Clock,
  { rules, now }: { readonly rules: RuleBook; readonly now: Instant },
  count: (way: CountingWay) => CountedPeriod | Uncovered,
): Counted {
  const { zone } = regime;
  const { startDayCounts } = clock;
  const rollOnHoliday = clock.counting?.roll ?? 'none';
  const way = { zone, startDayCounts, rollOnHoliday };
  const name = clock.calendar ?? regime.calendar?.name ?? '';
  const calendar = needsCalendar(clock) ? rules.calendar(name, { at: now }) : undefined;
  if (needsCalendar(clock) && calendar === undefined)
    return { unpublished: { calendar: name, version: null, year: null } };
  const counted = count(calendar === undefined ? way : { ...way, calendar });
  return 'uncovered' in counted ? { unpublished: counted.uncovered } : counted;
}

/** The rule a running clock follows: the version its regime had when it started. */
export function ruleOf(
  { name, regime: of, version }: Pick<CaseClock, 'name' | 'regime' | 'version'>,
  rules: RuleBook,
): { readonly regime: Regime; readonly rule: Clock } | undefined {
  const regime = rules.regime(of, { version });
  const rule = regime?.clocks.find((one) => one.name === ruleName(name));
  return regime === undefined || rule === undefined ? undefined : { regime, rule };
}

/** Of several regimes over one case only the first one's clocks go by the plain names of their rules. */
export function clockName(rule: string, regime: string, isFirst: boolean): string {
  return isFirst ? rule : `${rule}.${regime}`;
}

export function ruleName(clock: string): string {
  return clock.split('.')[0] ?? clock;
}

/** A promise that cannot be counted is not made. */
export function refuseUncounted({ calendar, year }: Unpublished): { readonly refused: Refusal } {
  return year === null
    ? refuse(
        'calendar-not-published',
        `No calendar ${calendar} is published, so no day can be counted by it.`,
        `尚未发布日历 ${calendar}，无法据以计算日期。`,
      )
    : refuse(
        'calendar-not-published',
        `The calendar ${calendar} does not cover the year ${year} yet, so no day can be counted into it.`,
        `日历 ${calendar} 尚未涵盖 ${year} 年，无法计算该年日期。`,
      );
}
