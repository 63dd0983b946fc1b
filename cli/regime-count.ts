import type { Instant } from '../events/envelope.ts';
import { unconfirmed } from '../regimes/confirmation.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import { needsCalendar, startsOf } from '../regimes/clock.ts';
import type { Datum } from '../regimes/data-of.ts';
import type { Clock, Extension, Regime } from '../regimes/regime.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import type { RuleBook } from '../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../regimes/shelf.ts';
import { counting } from '../workflows/complaint/counting.ts';
import type { Counted } from '../workflows/complaint/counting.ts';
import { countPeriod, prolongPeriod } from '../workflows/count-period.ts';
import type { CountedPeriod } from '../workflows/count-period.ts';
import type { CountStep } from '../workflows/count-steps.ts';
import { explainCount } from '../workflows/explain-count.ts';
import { CommandFailed, EXIT } from './output.ts';
import { startOf } from './regime-start.ts';

/** One step of a count, with the article it is by, and how it was counted. */
export type CountedStep = {
  readonly step: string | null;
  readonly title: Clock['title'];
  readonly article: string;
  readonly mark: string;
  readonly approvers: Extension['approvers'];
  readonly notice: boolean;
  /** Whether the step is void unless the complainant is told before the present time is over. */
  readonly noticeFirst: boolean;
  readonly lastDay: string | null;
  readonly dueAt: Instant;
  readonly trace: readonly CountStep[];
  /** The same in words, as the clock of a case is explained. */
  readonly explained: { readonly en: readonly string[]; readonly zh: readonly string[] };
};

export type Explanation = {
  readonly regime: string;
  readonly version: string;
  readonly clock: string;
  readonly title: Clock['title'];
  readonly limit: Clock['limit'];
  readonly zone: string;
  readonly startsWith: Clock['startsWith'];
  /** The day or the instant, as it was given. */
  readonly from: string;
  readonly lastDay: string | null;
  readonly dueAt: Instant;
  readonly steps: readonly CountedStep[];
  /** What the answer rests on and nobody has confirmed. */
  readonly unconfirmed: readonly Datum[];
};

/**
 * When a clock that starts on a day, or at an instant, runs out after some steps of its ladder, and why. Throws
 * `CommandFailed` where a day cannot be counted because no calendar that covers it is published.
 */
export function countClock(
  regime: Regime,
  clock: Clock,
  from: string,
  taken: readonly string[],
  confirmed: readonly Confirmation[] = [],
): Explanation {
  const { name, version, zone } = regime;
  const startsAt = startOf(clock, from, zone);
  const context = { rules: shipped(), now: startsAt };
  const count = (by: Parameters<typeof counting>[3]) => counting(regime, clock, context, by);
  let counted = published(count((way) => countPeriod(startsAt, clock.length, way)));
  const steps = [stepOf(clock, counted)];
  for (const extension of stepsTaken(clock, taken)) {
    const before = counted;
    const { to } = extension;
    counted = published(
      count((way) =>
        'total' in to
          ? countPeriod(startsAt, to.total, way, 'total')
          : prolongPeriod(before, to.add, way),
      ),
    );
    steps.push(stepOf(clock, counted, extension));
  }
  return {
    ...{ regime: name, version, clock: clock.name, title: clock.title, limit: clock.limit, zone },
    ...{ startsWith: clock.startsWith, from, lastDay: counted.lastDay, dueAt: counted.dueAt },
    steps,
    unconfirmed: unconfirmed(regime, confirmed).filter(({ path }) => restsOn(path, clock, taken)),
  };
}

let shelf: RuleBook | undefined;

/** The calendars that ship, read once for however many clocks. */
function shipped(): RuleBook {
  return (shelf ??= ruleBook(readCalendars(CALENDARS)));
}

/** A day that cannot be counted is said to be so, never guessed. */
export class NotPublished extends CommandFailed {}

function published(counted: Counted): CountedPeriod {
  if (!('unpublished' in counted)) return counted;
  const { calendar, year } = counted.unpublished;
  throw new NotPublished(
    year === null
      ? { en: `No calendar ${calendar} is published.`, zh: `尚未发布日历 ${calendar}。` }
      : {
          en: `The calendar ${calendar} does not cover ${year}; publish that year first.`,
          zh: `日历 ${calendar} 尚未涵盖 ${year} 年，请先发布该年日历。`,
        },
    EXIT.badInput,
  );
}

function stepOf(clock: Clock, { lastDay, dueAt, steps }: CountedPeriod, step?: Extension) {
  const { title, article, mark } = step ?? clock;
  const { approvers = [], notice = false, noticeFirst = false } = step ?? {};
  const source = { step: step?.name ?? null, title, article, mark, approvers, notice, noticeFirst };
  const starts = startsOf(clock);
  const explained = {
    en: explainCount(steps, 'en', starts),
    zh: explainCount(steps, 'zh', starts),
  };
  return { ...source, lastDay, dueAt, trace: steps, explained };
}

/**
 * The date does not rest on warnings and raises, nor on steps that were not taken; nor on the regime's calendar where
 * none of its lengths asks which days are days off, or the clock has a calendar of its own.
 */
function restsOn(path: string, clock: Clock, taken: readonly string[]): boolean {
  const own = `clocks.${clock.name}`;
  const steps = taken.map((step) => `${own}.extensions.${step}`);
  const counted = { ...clock, extensions: [...stepsTaken(clock, taken)] };
  const isAsked = needsCalendar(counted) && clock.calendar === undefined;
  return ['inForce', ...(isAsked ? ['calendar'] : []), own, `${own}.counting`, ...steps].includes(
    path,
  );
}

/** The steps as the ladder has them: they are taken in its order. */
function stepsTaken({ name, extensions }: Clock, taken: readonly string[]): readonly Extension[] {
  const steps = extensions.slice(0, taken.length);
  if (steps.length === taken.length && steps.every((step, place) => step.name === taken[place]))
    return steps;
  const order = extensions.map((step) => step.name);
  throw new CommandFailed(
    {
      en: `The clock ${name} is not extended by ${taken.join(', ')}; its steps are ${order.join(', then ') || 'none'}.`,
      zh: `时限 ${name} 不能按 ${taken.join('、')} 延长；可依次延长：${order.join('、') || '无'}。`,
    },
    EXIT.badInput,
  );
}
