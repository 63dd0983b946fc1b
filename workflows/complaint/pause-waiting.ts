import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import { missingFor } from './pause-preconditions.ts';
import type { Said } from './pause-preconditions.ts';
import { latest, pausesOf } from './pauses-of.ts';
import type { ComplaintState, PauseOfWaiting, WaitingClock } from './state.ts';

/**
 * Time that does not count for a clock which waits for its calendar, such as expert work of which the complainant was
 * told: it is on record by the clock itself, since nothing else says how long it went on, and is left out once the
 * calendar is published. What was done already no pause touches.
 */

export function pauseWaiting(
  state: ComplaintState,
  name: string,
  { at: pausedAt, ...said }: Said,
  { actor, now, rules }: Context,
): Decision<ComplaintEvent> {
  const events: ComplaintEvent[] = [];
  for (const clock of state.waiting) {
    const pause = pausesOf(clock, rules).find((one) => one.name === name);
    if (pause === undefined || isHeld(clock, name) || clock.metAt !== null) continue;
    const missing = missingFor(pause.preconditions, said, now);
    if (missing !== undefined) return missing;
    const { article, mark } = pause;
    const data = { clock: clock.name, pause: name, pausedAt, ...said, article, mark };
    events.push({ type: 'WaitingClockPaused', data: { ...data, by: actor.id } });
  }
  return { events };
}

export function resumeWaiting(
  state: ComplaintState,
  name: string,
  endedAt: Instant,
  { actor }: Context,
): readonly ComplaintEvent[] {
  return state.waiting.flatMap((clock) =>
    openOf(clock)
      .filter(({ pause }) => pause === name)
      .map(({ pause, pausedAt }) => ({
        type: 'WaitingClockResumed',
        data: {
          ...{ clock: clock.name, pause, pausedAt },
          ...{ resumedAt: latest(endedAt, pausedAt), by: actor.id },
        },
      })),
  );
}

/** A pause that holds a clock of a regime. */
export type Holding = Pick<PauseOfWaiting, 'pause' | 'pausedAt'> & Pick<WaitingClock, 'regime'>;

export function heldWaiting(clock: WaitingClock): readonly Holding[] {
  return openOf(clock).map(({ pause, pausedAt }) => ({ pause, pausedAt, regime: clock.regime }));
}

/** One that begins to wait while others of its regime stand still by pauses that name it as well. */
export function waitStill(
  clock: WaitingClock,
  held: readonly Holding[],
  { actor, rules }: Context,
): readonly ComplaintEvent[] {
  const of = held.filter(({ regime }) => regime === clock.regime);
  if (of.length === 0 || clock.metAt !== null) return [];
  return pausesOf(clock, rules)
    .filter((pause) => pause.startsWith !== 'mediation-requested' && !isHeld(clock, pause.name))
    .flatMap(({ name: pause, article, mark }) => {
      const [since] = of.flatMap((one) => (one.pause === pause ? one.pausedAt : [])).toSorted();
      if (since === undefined) return [];
      const pausedAt = latest(since, clock.startsAt);
      const data = { clock: clock.name, pause, pausedAt, article, mark, by: actor.id };
      return [{ type: 'WaitingClockPaused', data }];
    });
}

function isHeld(clock: WaitingClock, name: string): boolean {
  return openOf(clock).some(({ pause }) => pause === name);
}

/** The pauses that hold it. */
export function openOf({ pauses }: Pick<WaitingClock, 'pauses'>): readonly PauseOfWaiting[] {
  return pauses.filter(({ resumedAt }) => resumedAt === null);
}
