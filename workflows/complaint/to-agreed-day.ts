import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import type { Context, Decision } from '../process.ts';
import { compareText } from '../standing.ts';
import { isAgreed } from './agreed-day.ts';
import { endsOn } from './ends-on.ts';
import { evolve } from './evolve.ts';
import { standing } from './in-time.ts';
import { countedAnew, hadTime, judgedAnew } from './judge-anew.ts';
import { moveClock, promising } from './move-clock.ts';
import type { Promise } from './move-clock.ts';
import { promiseOf } from './promise.ts';
import { refuse } from './refuse.ts';
import { resume } from './run-on.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { lapsed } from './stop-clocks.ts';

/**
 * A clock ends with the day on which both sides agreed while it ran (Order 2020-3 art. 21), whenever that is recorded:
 * the breach of what had been due before is none, and what was met is judged by that day.
 */

export type AgreedDay = {
  readonly clock: CaseClock;
  readonly rule: Clock;
  readonly until: string;
  readonly allowed: NonNullable<Regime['agreedOtherwise']>;
  readonly recorded: Extract<ComplaintEvent, { readonly type: 'OtherwiseAgreed' }>;
};

/** People are warned and the case is raised over the new time as over any other: the rule's own shares of it. */
export function toAgreedDay(
  state: ComplaintState,
  agreement: AgreedDay,
  context: Context,
): Decision<ComplaintEvent> {
  const { clock, until, recorded } = agreement;
  const { name } = clock;
  if (endsOn(until, clock.zone).dueAt < recorded.data.agreedAt)
    return refuse(
      'agreed-day-past',
      `The agreed day ${until} was past when both sides agreed.`,
      `约定的截止日 ${until} 在约定之时已过。`,
    );
  const why = { because: 'agreed-otherwise', basis: state.next } as const;
  const isInOrder = wasInOrder(clock, recorded, context.now);
  if (!isInOrder && !hadTime(state, clock, recorded.data.agreedAt, context))
    return refuse(
      'clock-breached',
      `The clock ${name} was past its due instant when both sides agreed; no agreement undoes that.`,
      `双方约定时，时限 ${name} 已经届满，不得再行约定。`,
    );
  const after = evolve(state, recorded, state.next);
  if (clock.stopped) return judgedAnew(after, (one) => one === clock, why, context);
  const promise = isInOrder
    ? agreedPromise(state, agreement, context)
    : countedAnew(after, clock, context);
  if (promise === undefined) return { events: [] };
  if ('refused' in promise) return promise;
  const recordedOf = after.clocks.find((one) => one.name === name) ?? clock;
  const moved = moveClock(recordedOf, promise, why, context.now);
  const stands = { ...promising(clock, promise), agreedOn: promise.agreedOn ?? null };
  if (!isAgreed(stands)) return { events: moved };
  const resumed = runsOn(state, stands, context);
  const dropped = lapsed(state, name, 'time-limit-agreed');
  return 'refused' in resumed ? resumed : { events: [...moved, ...dropped, ...resumed.events] };
}

/** Recorded in the order of its date, on a clock that has time left. */
function wasInOrder(
  { stopped, breached, dueAt }: CaseClock,
  { data }: AgreedDay['recorded'],
  now: Instant,
): boolean {
  const isLast = data.laterAgreedAt === undefined && data.begunAgainAt === undefined;
  return isLast && !stopped && !breached && now <= dueAt;
}

function agreedPromise(
  { raisedTo }: ComplaintState,
  { clock: { startsAt, zone }, rule, until, allowed }: AgreedDay,
  { now }: Context,
): Promise {
  const about = { raisedTo, now, source: allowed };
  return { startsAt, ...promiseOf(rule, startsAt, endsOn(until, zone), about), agreedOn: until };
}

/** What stands still runs to the day agreed all the same. */
function runsOn(
  state: ComplaintState,
  clock: CaseClock,
  context: Context,
): Decision<ComplaintEvent> {
  const [first] = standing(clock).toSorted((one, other) =>
    compareText(one.pausedAt, other.pausedAt),
  );
  if (first === undefined) return { events: [] };
  const event = resume(state, clock, { ...first, resumedAt: context.now }, context);
  return 'refused' in event ? event : { events: [event] };
}
