import type { Instant } from '../../events/envelope.ts';

/** The clock of whoever wrote a letter may be a little off: it went not before `earliest`, nor later than `latest`. */
export function between(earliest: Instant, stated: Instant, latest: Instant): Instant {
  if (stated > latest) return latest;
  return stated < earliest ? earliest : stated;
}
