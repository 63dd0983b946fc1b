import type { Instant } from '../events/envelope.ts';
import { unconfirmed } from '../regimes/confirmation.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import type { Datum } from '../regimes/data-of.ts';
import { isNatural } from '../regimes/length.ts';
import type { Clock, Extension, Length, Regime, RuleLength } from '../regimes/regime.ts';
import { count, prolong } from '../workflows/calendar.ts';
import type { Counted } from '../workflows/calendar.ts';
import { legFromEnd, legFromStart } from '../workflows/complaint/trace.ts';
import type { Leg } from '../workflows/complaint/trace.ts';
import { CommandFailed, EXIT } from './output.ts';
import { startOf } from './regime-start.ts';

/** One step of a count, with the article it is by. */
export type CountedStep = Leg & {
  readonly step: string | null;
  readonly title: Clock['title'];
  readonly article: string;
  readonly mark: string;
  readonly approvers: Extension['approvers'];
  readonly notice: boolean;
  /** Whether the step is void unless the complainant is told before the present time is over. */
  readonly noticeFirst: boolean;
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

/** When a clock that starts on a day, or at an instant, runs out after some steps of its ladder, and why. */
export function countClock(
  regime: Regime,
  clock: Clock,
  from: string,
  taken: readonly string[],
  confirmed: readonly Confirmation[] = [],
): Explanation {
  const { name, version, zone } = regime;
  const startsAt = startOf(clock, from, zone);
  const extensions = stepsTaken(clock, taken);
  const { startDayCounts } = clock;
  const how = { zone, startDayCounts };
  const length = countable(regime, clock, clock.length);
  let counted = count(startsAt, length, zone, startDayCounts);
  const legs = [legFromStart('length', length, startsAt, counted, how)];
  for (const { to } of extensions) {
    const before: Counted = counted;
    const next = countable(regime, clock, 'total' in to ? to.total : to.add);
    counted =
      'total' in to ? count(startsAt, next, zone, startDayCounts) : prolong(before, next, zone);
    legs.push(
      'total' in to
        ? legFromStart('total', next, startsAt, counted, how)
        : legFromEnd(next, before, counted),
    );
  }
  return {
    ...{ regime: name, version, clock: clock.name, title: clock.title, limit: clock.limit, zone },
    ...{ startsWith: clock.startsWith, from, lastDay: counted.lastDay, dueAt: counted.dueAt },
    steps: legs.map((leg, place) => ({ ...leg, ...sourceOf(clock, extensions[place - 1]) })),
    unconfirmed: unconfirmed(regime, confirmed).filter(({ path }) => restsOn(path, clock, taken)),
  };
}

function sourceOf(clock: Clock, step?: Extension) {
  const { title, article, mark } = step ?? clock;
  const { approvers = [], notice = false, noticeFirst = false } = step ?? {};
  return { step: step?.name ?? null, title, article, mark, approvers, notice, noticeFirst };
}

/** The date does not rest on warnings and raises, nor on steps that were not taken. */
function restsOn(path: string, { name }: Clock, taken: readonly string[]): boolean {
  const clock = `clocks.${name}`;
  const steps = taken.map((step) => `${clock}.extensions.${step}`);
  return ['inForce', 'calendar', clock, `${clock}.counting`, ...steps].includes(path);
}

/** Business days cannot be counted here yet: a clear error instead of a guess. */
function countable({ name, calendar }: Regime, clock: Clock, length: RuleLength): Length {
  if (isNatural(length) && clock.counting?.roll !== 'next-business-day') return length;
  throw new CommandFailed(
    `${clock.name} of ${name} needs business days of the calendar ${clock.calendar ?? calendar?.name}, ` +
      'which cannot be counted yet. 工作日目前尚不能计算。',
    EXIT.badInput,
  );
}

/** The steps as the ladder has them: they are taken in its order. */
function stepsTaken({ name, extensions }: Clock, taken: readonly string[]): readonly Extension[] {
  const steps = extensions.slice(0, taken.length);
  if (steps.length === taken.length && steps.every((step, place) => step.name === taken[place]))
    return steps;
  const order = extensions.map((step) => step.name).join(', then ');
  throw new CommandFailed(
    `The clock ${name} is not extended by ${taken.join(', ')}; its steps are ${order || 'none'}.`,
    EXIT.badInput,
  );
}
