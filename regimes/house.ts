/**
 * The regime that holds the house's own rules. Of markers and numbers of people that the regimes of a case do not
 * speak of, its word is taken.
 */
export const HOUSE = 'iso-10002';
