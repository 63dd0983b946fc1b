import { CATEGORIES } from '../../events/stream-category.ts';
import { streamBeside } from '../../keys/case-number.ts';

/** For whose eyes a pack is made. */
export const PROFILES = ['regulator', 'complainant'] as const;
export type Profile = (typeof PROFILES)[number];

/** The streams of a pack, the case's own first. Who looked at a case, and what was mended, is for the regulator. */
export function streamsFor(
  profile: Profile,
  stream: string,
): readonly [string, ...(readonly string[])] {
  if (profile === 'complainant') return [stream];
  return [stream, ...CATEGORIES.besideCase.map((category) => streamBeside(category, stream))];
}

/** What the complainant wrote himself; what others wrote about him stays sealed in his pack. */
const OF_THE_COMPLAINANT: ReadonlySet<string> = new Set(['ComplaintReceived']);

/** Whether the personal data of an event is opened. */
export function isOpenedFor(profile: Profile, type: string): boolean {
  return profile === 'regulator' || OF_THE_COMPLAINANT.has(type);
}

/** Whether what documents hold may be given: they were filed by the house, and may speak of others. */
export function givesDocuments(profile: Profile): boolean {
  return profile === 'regulator';
}
