import type { Mark } from './datum.ts';

/**
 * The regime that holds the house's own rules. Of markers, numbers of people and legal holds that the regimes
 * of a case do not speak of, its word is taken.
 */
export const HOUSE = 'iso-10002';

/** Whether a datum is the house’s own rule: of its own regime, or a proposal that stands beside a regulator’s rules. */
export function isHouseRule(regime: string, { mark }: { readonly mark: Mark }): boolean {
  return regime === HOUSE || mark === 'P';
}
