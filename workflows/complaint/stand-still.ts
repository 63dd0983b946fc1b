import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context } from '../process.ts';
import { isAgreed } from './agreed-day.ts';
import { running } from './clocks.ts';
import { evolveAll } from './evolve.ts';
import { standing } from './in-time.ts';
import { missingFor } from './pause-preconditions.ts';
import { heldWaiting, waitStill } from './pause-waiting.ts';
import type { Holding } from './pause-waiting.ts';
import { latest, pausesOf } from './pauses-of.ts';
import type { Pause } from './pauses-of.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * While a pause is in force, every clock that it names stands still (Order 2020-3 arts. 18, 23): also one that begins
 * in it, or anew, or runs again because a breach was none. It stands still from its own start, but not from before the
 * pause; from there it has all its time left when the pause ends. One that ends with a day on which both sides agreed
 * has no time left out.
 *
 * Expert work is in force while a clock of the regime stands still by it, be it one that waits for its calendar:
 * nothing else says that it goes on. Mediation is while it lasts, though no clock may have run when it began.
 */

/** The pauses in force of which some events leave a running clock out; `state` is what they lead to. */
export function standStill(
  before: ComplaintState,
  events: readonly ComplaintEvent[],
  state: ComplaintState,
  context: Context,
): readonly ComplaintEvent[] {
  if (events.length === 0) return [];
  const held = [...leftBehind(before, events), ...heldBy(state)];
  const waits = state.waiting.filter(
    ({ name }) => !before.waiting.some((one) => one.name === name),
  );
  return [
    ...running(state).flatMap((clock) => stillFor(clock, state, context, held)),
    ...waits.flatMap((clock) => waitStill(clock, held, context)),
  ];
}

/** The pauses of clocks that start anew: they leave them behind, and no event has ended them. */
function leftBehind(before: ComplaintState, events: readonly ComplaintEvent[]): readonly Holding[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'ClockRestarted') return [];
    const { clocks } = evolveAll(before, events.slice(0, index));
    return clocks.filter(({ name }) => name === event.data.clock).flatMap(holding);
  });
}

/** What stands still, by which pause and since when. */
export function heldBy(state: ComplaintState): readonly Holding[] {
  return [...running(state).flatMap(holding), ...state.waiting.flatMap(heldWaiting)];
}

function holding(clock: CaseClock): readonly Holding[] {
  return standing(clock).map((held) => ({ ...held, regime: clock.regime }));
}

/** The pauses in force that name a clock and do not hold it yet; `held` is what stands still by them. */
export function stillFor(
  clock: CaseClock,
  state: ComplaintState,
  { actor, now, rules }: Context,
  held: readonly Holding[],
): readonly Extract<ComplaintEvent, { readonly type: 'ClockPaused' }>[] {
  // Where nothing can be in force no rule is asked, so that no decision rests on it.
  if (clock.breached || isAgreed(clock) || (held.length === 0 && mediationOf(state) === undefined))
    return [];
  return pausesOf(clock, rules)
    .filter(({ name }) => !isHeldBy(clock, name))
    .flatMap((pause) => {
      const { name, article, mark } = pause;
      const underWay = mediationOf(state);
      const inForce = (underWay && mediated(pause, underWay, now)) ?? heldSince(clock, name, held);
      if (inForce === undefined) return [];
      const { since, ...said } = inForce;
      const pausedAt = latest(since, clock.startsAt);
      // What was over before the pause began is over.
      if (pausedAt > now || pausedAt > clock.dueAt) return [];
      const data = { clock: clock.name, pause: name, pausedAt, ...said, article, mark };
      return [{ type: 'ClockPaused', data: { ...data, by: actor.id } }];
    });
}

function isHeldBy(clock: CaseClock, name: string): boolean {
  return standing(clock).some(({ pause }) => pause === name);
}

/** The mediation that is under way; there is one at a time. */
export function mediationOf({ after }: ComplaintState): Mediation | undefined {
  return after.mediations.find(({ ended }) => !ended);
}
export type Mediation = ComplaintState['after']['mediations'][number];

export type InForce = { readonly since: Instant; readonly complainantAgreedAt?: Instant };

/** By a mediation, to which all has been said that the pause asks for. */
export function mediated(
  pause: Pause,
  { appliedAt: since, agreedAt }: Mediation,
  now: Instant,
): InForce | undefined {
  if (pause.startsWith !== 'mediation-requested') return undefined;
  const said = agreedAt === null ? {} : { complainantAgreedAt: agreedAt };
  return missingFor(pause.preconditions, said, now) === undefined ? { since, ...said } : undefined;
}

function heldSince(
  { regime }: CaseClock,
  name: string,
  held: readonly Holding[],
): InForce | undefined {
  const [since] = held
    .filter((one) => one.pause === name && one.regime === regime)
    .map(({ pausedAt }) => pausedAt)
    .toSorted();
  return since === undefined ? undefined : { since };
}
