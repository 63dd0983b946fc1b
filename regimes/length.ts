import { z } from 'zod';

/** The longest that may be counted of each unit: about a hundred years, a million for the short ones. */
const LONGEST = {
  second: 1_000_000,
  minute: 1_000_000,
  hour: 876_000,
  day: 36_500,
  'business-day': 26_000,
  week: 5_200,
  month: 1_200,
  year: 100,
} as const;

/** Seconds in a unit, about: only to tell which of two lengths is longer. */
const SECONDS = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
} as const;

const unit = z.enum(['second', 'minute', 'hour', 'day', 'business-day', 'week', 'month', 'year'], {
  error: 'must be second, minute, hour, day, business-day, week, month or year',
});
type Unit = z.infer<typeof unit>;

/** A length as a rule has it. Business days are those of the calendar that the rule or the regime names. */
export const ruleLength = z
  .strictObject({ count: z.int().min(1), unit })
  .refine(({ count, unit: of }) => count <= LONGEST[of], {
    error: 'is longer than a hundred years',
    path: ['count'],
  });
export type RuleLength = z.infer<typeof ruleLength>;

const NATURAL_UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const;

/** A length that needs no calendar. */
export const naturalLength = z
  .strictObject({
    count: z.int().min(1),
    unit: z.enum(NATURAL_UNITS, { error: `must be one of ${NATURAL_UNITS.join(', ')}` }),
  })
  .refine(({ count, unit: of }) => count <= LONGEST[of], {
    error: 'is longer than a hundred years',
    path: ['count'],
  });
export type Length = { readonly count: number; readonly unit: Exclude<Unit, 'business-day'> };

/** Whether a length can be counted without knowing a calendar of holidays. */
export function isNatural(length: RuleLength): length is Length {
  return length.unit !== 'business-day';
}

/**
 * Whether one length is longer than another; undefined where it depends on a calendar. So many business days are never
 * shorter than as many days.
 */
export function isLonger(one: RuleLength, other: RuleLength): boolean | undefined {
  if (one.unit === other.unit) return one.count > other.count;
  if (!isNatural(one)) return undefined;
  if (!isNatural(other)) return seconds(one) <= other.count * SECONDS.day ? false : undefined;
  return seconds(one) > seconds(other);
}

function seconds(length: Length): number {
  return length.count * SECONDS[length.unit];
}
