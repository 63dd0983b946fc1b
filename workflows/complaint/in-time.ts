import type { Instant } from '../../events/envelope.ts';
import type { CaseClock } from './state.ts';

/** Whether what was done came in time to a clock, which may stand still. */

type Held = Pick<CaseClock, 'paused' | 'alsoPaused'>;
type Running = Held & Pick<CaseClock, 'dueAt' | 'agreedOn'>;

/** The pauses that hold a clock. */
export function standing({ paused, alsoPaused }: Held): CaseClock['alsoPaused'] {
  return paused === null ? [] : [paused, ...alsoPaused];
}

/**
 * Whether a clock stands still: by a pause that began in its time. What began when it was over holds nothing, and a day
 * on which both sides agreed is held by none.
 */
export function standsStill(clock: Running): boolean {
  const { agreedOn, dueAt } = clock;
  return agreedOn === null && standing(clock).some(({ pausedAt }) => pausedAt <= dueAt);
}

/** The very instant at which a clock is due is in time; while it stands still nothing can come too late. */
export function isInTime(clock: Running, at: Instant): boolean {
  return at <= clock.dueAt || standsStill(clock);
}
