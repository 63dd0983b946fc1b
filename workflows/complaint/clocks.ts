import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock, Extension, Regime } from '../../regimes/regime.ts';
import { chancesOf, dutiesOf } from '../../regimes/overlay.ts';
import { countPeriod, prolongPeriod } from '../count-period.ts';
import type { Context, Refusal } from '../process.ts';
import { clockName, counting, refuseUncounted } from './counting.ts';
import { promiseOf } from './promise.ts';
import { withPauses } from './recount.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** How the clocks of a case start and move. Every promise is computed here and stands in an event. */

type Counts = Pick<Context, 'rules' | 'now'>;
type Received = Pick<EventData<'ComplaintReceived'>, 'receivedAt' | 'sentToFirmAt' | 'kinds'>;

const AT_RECEIPT = ['received', 'sent-to-firm'] as const;

/**
 * The duties that begin with the receipt of a complaint, of each regime it comes under; the first one leads. After
 * them the chances that end with time: a lighter way to end the case.
 */
export function startClocks(
  regimes: readonly Regime[],
  received: Received,
  context: Counts,
): readonly ComplaintEvent[] {
  const { kinds, receivedAt, sentToFirmAt = receivedAt } = received;
  return [...dutiesOf(regimes, AT_RECEIPT, kinds), ...chancesOf(regimes, AT_RECEIPT, kinds)].map(
    ({ regime, clock }) => {
      const startsAt = clock.startsWith === 'sent-to-firm' ? sentToFirmAt : receivedAt;
      const name = clockName(clock.name, regime.name, regime === regimes[0]);
      return startClock(regime, clock, { name, startsAt, raisedTo: 'handler' }, context);
    },
  );
}

/** A clock that starts; or that waits, because its end cannot be counted before holidays are published. */
export function startClock(
  regime: Regime,
  clock: Clock,
  { name, startsAt, raisedTo }: { name: string; startsAt: Instant; raisedTo: string },
  context: Counts,
): ComplaintEvent {
  const { zone, version } = regime;
  const { limit, metBy, orMetBy, whenMissed, article, mark } = clock;
  const rule = { clock: name, regime: regime.name, version, zone, startsAt, limit, metBy };
  const either = {
    ...(orMetBy === undefined ? {} : { orMetBy }),
    ...(whenMissed === 'lapse' ? { whenMissed } : {}),
  };
  const counted = counting(regime, clock, context, (way) =>
    countPeriod(startsAt, clock.length, way),
  );
  if ('unpublished' in counted) {
    const { calendar, version: calendarVersion, year } = counted.unpublished;
    const lacks = { calendar, calendarVersion, year };
    return { type: 'ClockWaits', data: { ...rule, ...either, article, mark, ...lacks } };
  }
  const promise = promiseOf(clock, startsAt, counted, { raisedTo, now: context.now });
  return { type: 'ClockStarted', data: { ...rule, ...either, ...promise } };
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
