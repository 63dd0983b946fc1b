/** Markers of a complaint that is out of the ordinary (非常规投诉). */
export const MARKERS = [
  'mass',
  'event-driven',
  'designated',
  'media',
  'vulnerable',
  'minor',
  'suspected-illegal-agent',
  'self-harm-or-violence',
  'senior-official',
  'litigation',
] as const;
export type MarkerName = (typeof MARKERS)[number];
