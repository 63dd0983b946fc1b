import { z } from 'zod';
import type { EventOf } from '../vocabulary.ts';
import { line, lineAsRecorded } from '../words.ts';

/** What an institution says of itself, in a stream of its own. Who said it and when stands in the envelope. */

/** Measures of its size, for ratios; each is in the unit its name says. */
export const FIGURES = [
  'outlets',
  'personal-customers',
  'premium-yuan',
  'policies',
  'person-times',
] as const;
export type FigureName = (typeof FIGURES)[number];

const SOURCE = 'Where the institution has it from.';

/** A figure as of a day. A wrong one is never changed: a later statement of the same figure and day takes its place. */
export const figureStated = z.strictObject({
  figure: z.enum(FIGURES),
  on: z.iso.date().describe('The day it is true of: the last of a period.'),
  value: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'must be a whole number above 0, as "10432"')
    .describe('A whole number, as text.'),
  source: line(200).describe(SOURCE),
});

export const institutionEvents = {
  FigureStated: {
    version: 1,
    schema: figureStated.extend({ source: lineAsRecorded(200).describe(SOURCE) }),
  },
} as const;

export type InstitutionEvent = EventOf<typeof institutionEvents>;
