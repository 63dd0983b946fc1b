import { receivedOn } from './known-case.ts';
import type { KnownCase } from './known-case.ts';
import { isWithin } from './period.ts';
import type { Period } from './period.ts';

const BY_REGULATOR: readonly (string | null)[] = ['regulator-12378', 'regulator-letter-or-visit'];

/**
 * What a bulletin counts: complaints of the period that the regulator received and passed on, also when that came to
 * light later. One that was merged into another was passed on all the same.
 */
export function isPassedOnWithin(known: KnownCase, period: Period): boolean {
  const { channel, origin, regulators, isNone } = known;
  const isPassedOn =
    channel === 'regulator' || BY_REGULATOR.includes(origin) || regulators.length > 0;
  return isPassedOn && !isNone && isWithin(period, receivedOn(known));
}
