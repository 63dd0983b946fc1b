import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { STARTS, startsOf } from '../../regimes/clock.ts';
import type { Clock, Extension, Regime } from '../../regimes/regime.ts';
import { chancesOf, dutiesOf, othersOf } from '../../regimes/overlay.ts';
import { countPeriod, prolongPeriod } from '../count-period.ts';
import type { Context, Refusal } from '../process.ts';
import { clockName, counting, refuseUncounted } from './counting.ts';
import { endsOn } from './ends-on.ts';
import { promiseOf } from './promise.ts';
import { withPauses } from './recount.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** How the clocks of a case start and move. Every promise is computed here and stands in an event. */

type Counts = Pick<Context, 'rules' | 'now'>;
export type ClockBegun = Extract<ComplaintEvent, { readonly type: 'ClockStarted' | 'ClockWaits' }>;

/** When it happened, of what can start a clock. */
export type Starts = { readonly [Start in Clock['startsWith']]?: Instant };

/** Of which kinds a complaint is, which regime leads, and how high it was raised already. */
type About = {
  readonly kinds?: readonly string[] | undefined;
  readonly leading: string | undefined;
  readonly raisedTo: string;
  /** The day of the answer that a letter of delay named. */
  readonly promisedOn?: string | undefined;
};

/**
 * The clocks that something starts, of each of several regimes: the firm's duties, after them its chances to end the
 * case in a lighter way, then what is for others to do in time.
 */
export function clocksStarted(
  regimes: readonly Regime[],
  starts: Starts,
  { kinds, leading, ...about }: About,
  context: Counts,
): readonly ClockBegun[] {
  const by = STARTS.filter((start) => starts[start] !== undefined);
  return [dutiesOf, chancesOf, othersOf]
    .flatMap((these) => these(regimes, by, kinds))
    .flatMap(({ regime, clock }) => {
      const [startsAt] = startsOf(clock).flatMap((start) => starts[start] ?? []);
      const name = clockName(clock.name, regime.name, regime.name === leading);
      return startsAt === undefined
        ? []
        : [startClock(regime, clock, { name, startsAt, ...about }, context)];
    });
}

/** A clock that starts; or that waits, because its end cannot be counted before holidays are published. */
export function startClock(
  regime: Regime,
  clock: Clock,
  about: { readonly name: string; readonly startsAt: Instant } & Omit<About, 'kinds' | 'leading'>,
  context: Counts,
): ClockBegun {
  const { name, startsAt, raisedTo } = about;
  const { zone, version } = regime;
  const { limit, metBy, orMetBy, whenMissed, article, mark } = clock;
  const whose = clock.whose === 'firm' ? undefined : clock.whose;
  const rule = { clock: name, regime: regime.name, version, zone, startsAt, limit, metBy };
  const either = {
    ...(orMetBy === undefined ? {} : { orMetBy }),
    ...(whenMissed === 'lapse' || whose !== undefined ? { whenMissed: 'lapse' as const } : {}),
    ...(whose === undefined ? {} : { whose }),
  };
  const promised = promisedDay(regime, clock, about);
  const counted =
    promised?.ends ??
    counting(regime, clock, context, (way) => countPeriod(startsAt, clock.length, way));
  if ('unpublished' in counted) {
    const { calendar, version: calendarVersion, year } = counted.unpublished;
    const lacks = { calendar, calendarVersion, year };
    return { type: 'ClockWaits', data: { ...rule, ...either, article, mark, ...lacks } };
  }
  const { by = {}, source = clock } = promised ?? {};
  const promise = promiseOf(clock, startsAt, counted, { raisedTo, now: context.now, source });
  return { type: 'ClockStarted', data: { ...rule, ...either, ...by, ...promise } };
}

/** The day that a letter of delay names, where the rule goes by it; one that was over when it went out binds nobody. */
function promisedDay(
  { zone }: Regime,
  { promised: source }: Clock,
  { startsAt, promisedOn }: { readonly startsAt: Instant } & Pick<About, 'promisedOn'>,
) {
  if (source === undefined || promisedOn === undefined) return undefined;
  const ends = endsOn(promisedOn, zone);
  return ends.dueAt < startsAt ? undefined : { ends, source, by: { promisedOn } };
}

/** The next step of a clock's extension ladder, by the order of the ladder. */
export function nextStep(rule: Clock, clock: CaseClock): Extension | undefined {
  const taken = rule.extensions.findIndex((extension) => extension.name === clock.step);
  return rule.extensions[taken + 1];
}

/** A clock moved by a step: to a length in all from its start, or by a length added to its end. */
export function extendClock(
  regime: Regime,
  rule: Clock,
  { clock, step }: { readonly clock: CaseClock; readonly step: Extension },
  raisedTo: string,
  context: Counts,
): Extract<ComplaintEvent, { type: 'ClockExtended' }> | { readonly refused: Refusal } {
  const { startsAt } = clock;
  const { to } = step;
  const counted = counting(regime, rule, context, (way) =>
    'total' in to
      ? withPauses(countPeriod(startsAt, to.total, way, 'total'), rule, clock.pauses, way)
      : prolongPeriod(clock, to.add, way),
  );
  if ('unpublished' in counted) return refuseUncounted(counted.unpublished);
  const about = { raisedTo, now: context.now, source: step };
  return {
    type: 'ClockExtended',
    data: {
      clock: clock.name,
      step: step.name,
      before: clock.dueAt,
      ...promiseOf(rule, startsAt, counted, about),
    },
  };
}

export function running(state: ComplaintState): readonly CaseClock[] {
  return state.clocks.filter((clock) => !clock.stopped);
}
