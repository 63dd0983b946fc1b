/**
 * The regime that holds the house's own rules. Of markers, numbers of people and legal holds that the regimes
 * of a case do not speak of, its word is taken.
 */
export const HOUSE = 'iso-10002';
