import type { Instant } from '../../events/envelope.ts';
import { standing } from './in-time.ts';
import { latest } from './pauses-of.ts';
import type { CaseClock, ClockPeriod } from './state.ts';

/** The periods of a clock, which begins again with new facts (Order 2020-3 art. 18). */

export function periodOf(clock: CaseClock): ClockPeriod {
  const { startsAt, step, agreedOn, pauses, paused, alsoPaused } = clock;
  return { startsAt, step, agreedOn, pauses, paused, alsoPaused };
}

/** From where it counted before any facts began it again. */
export function firstPeriodOf(clock: CaseClock): ClockPeriod {
  return clock.before[0] ?? clock;
}

/** Whether a clock was met, and after an instant. */
export function isMetAfter(
  clock: CaseClock,
  at: Instant,
): clock is CaseClock & { readonly stoppedAt: Instant } {
  return clock.stoppedAt !== null && at < clock.stoppedAt;
}

/** Whether a clock that has been met since ran at an instant. */
export function wasRunning(clock: CaseClock, at: Instant): boolean {
  return isMetAfter(clock, at) && firstPeriodOf(clock).startsAt <= at;
}

/** The period that facts begin: without the steps of the one before, and held by what goes on to hold that one. */
export function begunBy(
  factsAt: Instant,
  { pauses, paused, alsoPaused }: Omit<ClockPeriod, 'startsAt' | 'step' | 'agreedOn'>,
): ClockPeriod {
  const later = <One extends { readonly pausedAt: Instant }>(one: One): One => ({
    ...one,
    pausedAt: latest(one.pausedAt, factsAt),
  });
  return {
    ...{ startsAt: factsAt, step: null, agreedOn: null },
    pauses: pauses.filter(({ resumedAt }) => resumedAt > factsAt).map(later),
    paused: paused && later(paused),
    alsoPaused: alsoPaused.map(later),
  };
}

/** An earlier period that a pause held on, once it is over. */
export function resumedIn(
  period: ClockPeriod,
  { pause, at }: { readonly pause: string; readonly at: Instant },
): ClockPeriod {
  const isIt = (held: { readonly pause: string }) => held.pause === pause;
  const over = standing(period).filter(isIt);
  const [paused = null, ...alsoPaused] = standing(period).filter((held) => !isIt(held));
  const ended = over.map(({ pausedAt }) => ({ pausedAt, resumedAt: latest(at, pausedAt) }));
  return { ...period, paused, alsoPaused, pauses: [...period.pauses, ...ended] };
}
