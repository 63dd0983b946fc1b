import { z } from 'zod';
import type { Instant } from '../../events/envelope.ts';
import { instant, line } from '../../events/words.ts';

/** What an institution tells of its own size, for ratios; each is in the unit its name says. */
export const FIGURES = [
  'outlets',
  'personal-customers',
  'premium-yuan',
  'policies',
  'person-times',
] as const;
export type FigureName = (typeof FIGURES)[number];

/** A figure as of a day. A wrong one is never changed: a later statement of the same figure and day takes its place. */
export const figure = z.strictObject({
  figure: z.enum(FIGURES),
  on: z.iso.date().describe('The day it is true of: the last of a period.'),
  value: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'must be a whole number above 0, as "10432"')
    .describe('A whole number, as text.'),
  source: line(200).describe('Where the institution has it from.'),
  statedAt: instant.describe('Returns as known before this instant do not know it.'),
});
export type Figure = z.infer<typeof figure>;

export const figures = z.array(figure);

/** What was last said of a figure on a day, as known at an instant. */
export function figureOn(
  stated: readonly Figure[],
  { figure: name, on }: Pick<Figure, 'figure' | 'on'>,
  knownAt: Instant,
): Figure | undefined {
  return stated
    .filter((one) => one.figure === name && one.on === on && one.statedAt <= knownAt)
    .toSorted((one, other) => (one.statedAt < other.statedAt ? 1 : -1))[0];
}
