import { partsOf, streamOf } from '../../keys/case-number.ts';

/** For whose eyes a pack is made. */
export const PROFILES = ['regulator', 'complainant'] as const;
export type Profile = (typeof PROFILES)[number];

/** The streams of a pack, the case's own first. Who looked at a case, and what was mended, is for the regulator. */
export function streamsFor(profile: Profile, stream: string): readonly string[] {
  const parts = partsOf(stream);
  if (parts === undefined) throw new RangeError(`${stream} is not the name of a stream.`);
  if (profile === 'complainant') return [stream];
  const beside = ['access', 'reconciliation'].map((category) =>
    streamOf(category, parts.institution, parts.caseNumber),
  );
  return [stream, ...beside];
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
