import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock } from '../../regimes/regime.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { isAgreed } from './agreed-day.ts';
import { firstPeriodOf } from './clock-period.ts';
import { refuseUncounted, ruleOf } from './counting.ts';
import { forwardingsOf } from './forwardings.ts';
import { moveClock, movedTo, promising, stoppedAnew } from './move-clock.ts';
import type { Promise } from './move-clock.ts';
import { ofEarlier } from './of-earlier.ts';
import { periodsAnew } from './periods-anew.ts';
import type { CountedAnew } from './periods-anew.ts';
import { promiseOf } from './promise.ts';
import type { CaseClock, ComplaintState, WaitingClock } from './state.ts';
import { startWaiting } from './waiting-clocks.ts';

/** A clock, running or waiting, as far as it says from when it counts. */
export type Counted = Pick<CaseClock, 'startsAt'>;

/** Whether a clock counts from the fact that is put right, and the instant it counts from now. */
export type Anew = {
  readonly counts: (state: ComplaintState, clock: Counted, rule: Clock) => boolean;
  readonly at: Instant;
};

/**
 * Each clock of every regime that counts from a fact, counted from another instant, with the steps that were taken;
 * also one that has begun anew since, which kept its promise or broke it by that fact all the same.
 * Where no calendar covers the new time it is refused: a told date does not go on standing on what is no longer so.
 */
export function moveCounted(
  state: ComplaintState,
  anew: Anew,
  context: Context,
): Decision<ComplaintEvent> {
  const moved: ComplaintEvent[] = [];
  for (const [clocks, move] of [
    [state.replaced, movedEarlier],
    [state.clocks, movedClock],
  ] as const)
    for (const clock of clocks) {
      const promises = movedPromises(state, clock, anew, context);
      if (promises === undefined) continue;
      if ('refused' in promises) return promises;
      moved.push(...move(state, clock, promises, context));
    }
  const waiting = state.waiting.flatMap((clock) => movedWaiting(state, clock, anew, context));
  return { events: [...moved, ...waiting] };
}

/**
 * Of a clock that has begun anew since nothing runs on: its new due instant says whether it stopped in time, and a
 * time of another's that was over stays so, since he has the one that began after it.
 */
function movedEarlier(
  state: ComplaintState,
  clock: CaseClock,
  promises: Promises,
  context: Context,
): readonly ComplaintEvent[] {
  const moved = moves(state, { ...clock, whose: undefined }, promises, context);
  return moved.map((event) => ofEarlier(event, clock));
}

function movedClock(
  state: ComplaintState,
  clock: CaseClock,
  promises: Promises,
  context: Context,
): readonly ComplaintEvent[] {
  const moved = moves(state, clock, promises, context);
  const { first, last: promise } = promises;
  const isOver = clock.whose !== undefined && clock.stopped && clock.stoppedAt === null;
  const used = isOver ? usedAt(state, clock, first.startsAt) : undefined;
  // A time of another's that was over when he used it, and is not by the new count.
  const basis = { because: 'fact-corrected', basis: state.next } as const;
  return used === undefined || used > promise.dueAt
    ? moved
    : [...moved, ...stoppedAnew(promising(clock, promise), used, basis)];
}

/** When another did what his time was for: asked for a review, went outside, or passed something on. */
function usedAt(state: ComplaintState, clock: CaseClock, startsAt: Instant): Instant | undefined {
  if (clock.metBy.includes('referred'))
    return state.after.referrals.find(({ referredAt }) => referredAt >= startsAt)?.referredAt;
  if (clock.metBy.includes('review-requested')) return state.review?.requestedAt;
  if (!clock.metBy.includes('forwarded')) return undefined;
  return forwardingsOf(state).find((one) => one.regulatorReceivedAt === clock.startsAt)
    ?.forwardedAt;
}

/**
 * A clock that waits for its calendar waits from the other instant on, and starts at once where the calendar there
 * covers it now.
 */
function movedWaiting(
  state: ComplaintState,
  clock: WaitingClock,
  { counts, at }: Anew,
  context: Context,
): readonly ComplaintEvent[] {
  const found = ruleOf(clock, context.rules);
  if (found === undefined || !counts(state, clock, found.rule)) return [];
  const { name, startsAt: before } = clock;
  const because = { because: 'fact-corrected', basis: state.next } as const;
  return [
    { type: 'WaitingClockMoved', data: { clock: name, startsAt: at, before, ...because } },
    ...startWaiting(state, { ...clock, startsAt: at }, context),
  ];
}

type Promises = { readonly first: Promise; readonly last: Promise };

/**
 * With the steps that were taken and the pauses that are over: its first period and the one that new facts began after
 * it. Undefined where it does not count from the fact, or goes on from facts that came in time by either instant.
 */
function movedPromises(
  state: ComplaintState,
  clock: CaseClock,
  { counts, at }: Anew,
  context: Context,
): Promises | { readonly refused: Refusal } | undefined {
  const found = ruleOf(clock, context.rules);
  if (found === undefined || !counts(state, firstPeriodOf(clock), found.rule)) return undefined;
  // An agreed day counts from nothing.
  if ([clock, ...clock.before].some(isAgreed)) return undefined;
  const promises = promisesAnew(state, clock, { at, found }, context);
  return !('refused' in promises) &&
    clock.before.length > 0 &&
    promises.last.startsAt === clock.startsAt
    ? undefined
    : promises;
}

type From = { readonly at: Instant; readonly found: NonNullable<ReturnType<typeof ruleOf>> };

/** What a clock promises by all the dated facts on record, where it begins at an instant: at first, and at last. */
export function promisesAnew(
  state: ComplaintState,
  clock: CaseClock,
  { at, found }: From,
  context: Context,
): Promises | { readonly refused: Refusal } {
  const periods = periodsAnew(state, clock, at, found, context);
  if ('unpublished' in periods) return refuseUncounted(periods.unpublished);
  const { rule } = found;
  const { raisedTo } = state;
  const promised = ({ startsAt, step, counted, agreed }: CountedAnew): Promise => {
    const source = agreed ?? rule.extensions.find(({ name }) => name === step) ?? rule;
    const about = { raisedTo, now: context.now, source };
    const agreedOn = agreed?.until ?? null;
    const said = agreedOn === null && clock.agreedOn === null ? {} : { agreedOn };
    return { startsAt, ...promiseOf(rule, startsAt, counted, about), ...said };
  };
  return { first: promised(periods.first), last: promised(periods.last) };
}

/** Facts that begin it again come after the move of the period that they end. */
function moves(
  state: ComplaintState,
  clock: CaseClock,
  { first, last }: Promises,
  { now }: Context,
): readonly ComplaintEvent[] {
  const basis = { because: 'fact-corrected', basis: state.next } as const;
  return first.startsAt === last.startsAt
    ? moveClock(clock, last, basis, now)
    : [movedTo(clock, first, basis, now), ...moveClock(promising(clock, first), last, basis, now)];
}
