import type { Instant } from '../../events/envelope.ts';

/** Where one of the instants has not come yet, as of when it is told: what follows can still change it. */
export function notCome(
  instants: readonly (Instant | undefined)[],
  now = new Date().toISOString(),
): { readonly knownAt?: Instant } {
  return instants.some((instant) => instant !== undefined && instant > now) ? { knownAt: now } : {};
}
