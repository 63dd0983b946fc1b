import type { Instant } from '../../events/envelope.ts';
import { latest } from './pauses-of.ts';
import type { CaseClock, ClockPeriod } from './state.ts';

/** The periods of a clock, which begins again with new facts (Order 2020-3 art. 18). */

export function periodOf(clock: CaseClock): ClockPeriod {
  const { startsAt, step, agreedOn, pauses, paused, alsoPaused } = clock;
  return { startsAt, step, agreedOn, pauses, paused, alsoPaused };
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
