import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import { countPeriod } from '../count-period.ts';
import type { CountedPeriod } from '../count-period.ts';
import type { Context, Refusal } from '../process.ts';
import { isAgreed } from './agreed-day.ts';
import type { CommandData } from './commands.ts';
import { counting, refuseUncounted, ruleName } from './counting.ts';
import { promiseOf } from './promise.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { metWaiting, stopped } from './stop-clocks.ts';

/**
 * The time in which a review may be asked for is the complainant's own (Order 2020-3 art. 20): a clock shows it from
 * the telling on, and no end of it breaches anything. It counts from the day on which the decision reached him once
 * the firm knows that day, and is over when he has asked.
 */
export type Window = { readonly regime: Regime; readonly requestClock: Clock };

type Refused = { readonly refused: Refusal };

/** Until when a review may be asked for, of a decision received at an instant. */
export function timeToAsk(
  state: ComplaintState,
  window: Window,
  receivedAt: Instant,
  context: Context,
): Pick<CaseClock, 'dueAt' | 'lastDay'> | Refused {
  const clock = clockOf(state, window);
  return clock !== undefined && holds(clock, receivedAt)
    ? clock
    : countedFrom(window, receivedAt, context);
}

/** He has asked: his time counts from when he received the decision, and stops. */
export function timeUsed(
  state: ComplaintState,
  window: Window,
  { requestedAt, decisionReceivedAt }: CommandData<'RequestReview'>,
  context: Context,
): readonly ComplaintEvent[] {
  const waiting = state.waiting.filter((one) => isOf(window, one) && one.metAt === null);
  const clock = clockOf(state, window);
  if (clock === undefined || clock.stoppedAt !== null) return waiting.map(metWaiting(requestedAt));
  const moved = movedTo(state, { window, clock }, decisionReceivedAt, context);
  const dueAt = moved?.data.dueAt ?? clock.dueAt;
  return [
    ...(moved === undefined ? [] : [moved]),
    ...stopped(state, { ...clock, dueAt }, requestedAt, ['review-requested']),
  ];
}

/** Whether a review of a decision, the present one, was asked for: there is no second one, and no time for it. */
export function hasAsked(
  { review, proposal }: ComplaintState,
  decision = proposal?.revision,
): boolean {
  return review !== null && (decision === undefined || review.revision > decision);
}

/** Whether a clock shows somebody's time to ask for a review, under any of these regimes. */
export function isTimeToAsk(
  regimes: readonly Regime[],
  { clock, regime }: { readonly clock: string; readonly regime: string },
): boolean {
  return regimes.some(
    ({ name, review }) => name === regime && review?.requestClock === ruleName(clock),
  );
}

function movedTo(
  state: ComplaintState,
  { window, clock }: { readonly window: Window; readonly clock: CaseClock },
  startsAt: Instant | undefined,
  context: Context,
): Extract<ComplaintEvent, { type: 'ClockMoved' }> | undefined {
  if (startsAt === undefined || holds(clock, startsAt)) return undefined;
  const counted = countedFrom(window, startsAt, context);
  if ('refused' in counted) return undefined;
  const about = { raisedTo: state.raisedTo, now: context.now };
  const promise = promiseOf(window.requestClock, startsAt, counted, about);
  const why = { before: clock.dueAt, because: 'decision-received', basis: state.next } as const;
  return { type: 'ClockMoved', data: { ...promise, clock: clock.name, startsAt, ...why } };
}

function countedFrom(
  { regime, requestClock }: Window,
  startsAt: Instant,
  context: Context,
): CountedPeriod | Refused {
  const counted = counting(regime, requestClock, context, (way) =>
    countPeriod(startsAt, requestClock.length, way),
  );
  return 'unpublished' in counted ? refuseUncounted(counted.unpublished) : counted;
}

/** An agreed day counts from nothing; what was counted from this very instant is told already. */
function holds(clock: CaseClock, startsAt: Instant): boolean {
  return clock.startsAt === startsAt || isAgreed(clock);
}

function clockOf({ clocks }: ComplaintState, window: Window): CaseClock | undefined {
  return clocks.find((clock) => isOf(window, clock));
}

function isOf(
  { regime, requestClock }: Window,
  clock: Pick<CaseClock, 'name' | 'regime'>,
): boolean {
  return clock.regime === regime.name && ruleName(clock.name) === requestClock.name;
}
