import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { firstPeriodOf } from './clock-period.ts';
import { ruleOf } from './counting.ts';
import { evolveAll } from './evolve.ts';
import { isInTime } from './in-time.ts';
import { moveClock } from './move-clock.ts';
import type { Basis, Promise } from './move-clock.ts';
import { promisesAnew } from './move-counted.ts';
import { ofEarlier } from './of-earlier.ts';
import { periodsAnew } from './periods-anew.ts';
import { reviewVoided } from './open-review.ts';
import { isRestarting } from './restart-clocks.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * What happened while a clock ran moves its end, though it was recorded only after the clock had stopped: new facts
 * that were received (Order 2020-3 art. 18), a day on which both sides agreed (art. 21). The clock is counted once more
 * by all that is on record, in the order of the dates, and was met in time or late by that. Of a clock that a dispute
 * began anew since the same holds. The state has the fact already; `why` names it by its revision.
 */
export function judgedAnew(
  state: ComplaintState,
  isMeant: (clock: CaseClock) => boolean,
  why: Basis,
  context: Context,
  isMoved: (clock: CaseClock, promise: Promise) => boolean = () => true,
): Decision<ComplaintEvent> {
  const events: ComplaintEvent[] = [];
  const isOver = (clock: CaseClock) => clock.stopped && clock.stoppedAt === null;
  for (const clock of [...state.replaced, ...state.clocks]) {
    if (isOver(clock) || !isMeant(clock)) continue;
    const counted = countedAnew(state, clock, context);
    if (counted !== undefined && 'refused' in counted) return counted;
    if (counted === undefined || !isMoved(clock, counted)) continue;
    const moved = moveClock(clock, counted, why, context.now);
    const isEarlier = state.replaced.includes(clock);
    events.push(...(isEarlier ? moved.map((event) => ofEarlier(event, clock)) : moved));
  }
  // Whether the first handling kept its time is for the review to say.
  return { events: [...events, ...(events.length > 0 ? reviewVoided(state, 'judged-anew') : [])] };
}

/**
 * Once it is known how long a clock stood still: new facts that seemed to come too late came in time, where it stood
 * still for so long, and those that seemed to come in time too late, where it had run on before.
 */
export function withFacts(
  state: ComplaintState,
  events: readonly ComplaintEvent[],
  because: Basis['because'],
  context: Context,
): Decision<ComplaintEvent> {
  if (state.intake.factsAt.length === 0 || events.length === 0) return { events };
  const moved = judgedAnew(
    evolveAll(state, events),
    (clock) => isRestarting(state, clock, context),
    { because, basis: state.next },
    context,
    (clock, { startsAt }) => startsAt !== clock.startsAt,
  );
  return 'refused' in moved ? moved : { events: [...events, ...moved.events] };
}

/** What a clock promises by all the dated facts on record; undefined where a letter promised it, or no rule does. */
export function countedAnew(
  state: ComplaintState,
  clock: CaseClock,
  context: Context,
): Promise | { readonly refused: Refusal } | undefined {
  const found = ruleOf(clock, context.rules);
  if (found === undefined || clock.promisedOn !== undefined) return undefined;
  const { startsAt: at } = firstPeriodOf(clock);
  const promises = promisesAnew(state, clock, { at, found }, context);
  return 'refused' in promises ? promises : promises.last;
}

/** Whether a clock had time left at an instant by all that had happened by then, though it be recorded only later. */
export function hadTime(
  state: ComplaintState,
  clock: CaseClock,
  at: Instant,
  context: Context,
): boolean {
  const found = ruleOf(clock, context.rules);
  if (found === undefined || clock.promisedOn !== undefined) return isInTime(clock, at);
  const { startsAt } = firstPeriodOf(clock);
  const periods = periodsAnew(asOf(state, at), clock, startsAt, found, context);
  return 'unpublished' in periods
    ? isInTime(clock, at)
    : isInTime({ ...periods.last, dueAt: periods.last.counted.dueAt }, at);
}

/** What had happened by an instant, of all that moves an end. */
function asOf(state: ComplaintState, at: Instant): ComplaintState {
  const { intake, decided } = state;
  return {
    ...state,
    intake: { ...intake, factsAt: intake.factsAt.filter((one) => one <= at) },
    decided: { ...decided, agreed: decided.agreed.filter(({ agreedAt }) => agreedAt < at) },
  };
}
