import { z } from 'zod';

/**
 * A regulator's rules as data, by name and version. Every datum says where it comes from (`article`) and how sure we
 * are of it (`mark`): V the rule's own text was read, S seen in a secondary source, M from memory, P our proposal.
 */
const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const origin = { article: z.string().min(1), mark: z.enum(['V', 'S', 'M', 'P']) };
const percent = z.int().min(1).max(1_000);

/** Whom a case is raised to, and who may approve; in rising order. */
export const RANKS = ['handler', 'supervisor', 'head', 'executive', 'superior'] as const;
const rank = z.enum(RANKS);
export type Rank = z.infer<typeof rank>;

/** Business days wait for calendars: until then a regime that counts in them is refused rather than guessed at. */
const unit = z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year'], {
  error: ({ input }) =>
    input === 'business-day'
      ? 'business days cannot be counted yet: no holiday calendar is published'
      : 'must be second, minute, hour, day, week, month or year',
});

/** The longest that may be counted of each unit: about a hundred years, a million for the short ones. */
const LONGEST = {
  second: 1_000_000,
  minute: 1_000_000,
  hour: 876_000,
  day: 36_500,
  week: 5_200,
  month: 1_200,
  year: 100,
} as const;

const length = z
  .strictObject({ count: z.int().min(1), unit })
  .refine(({ count, unit: of }) => count <= LONGEST[of], 'is longer than a hundred years');
export type Length = z.infer<typeof length>;

const name = z.string().regex(/^[a-z][a-z-]*$/, 'must be lower-case words joined by hyphens');

const extension = z.strictObject({
  name,
  title: text,
  /** The new length in all, or what is added to the present one. */
  to: z.union([z.strictObject({ total: length }), z.strictObject({ add: length })]),
  /** Ranks of which one must approve; none when the step is a classification that the handler makes. */
  approvers: z.array(rank),
  /** Whether the complainant must be told. */
  notice: z.boolean(),
  ...origin,
});
export type Extension = z.infer<typeof extension>;

/** What can satisfy a clock; all that are listed must have happened. */
const satisfaction = z.enum(['acknowledged', 'decided', 'told']);

const clock = z.strictObject({
  name,
  title: text,
  /** What starts it: our receipt, or the regulator's sending it to the firm where that is known. */
  startsWith: z.enum(['received', 'sent-to-firm']),
  length,
  /** For lengths in days and longer. */
  startDayCounts: z.boolean(),
  metBy: z.array(satisfaction).min(1),
  /** A breach is one only of a legal limit; a target is the house's own. */
  limit: z.enum(['legal', 'target']),
  /** Steps in the order in which they may be taken. */
  extensions: z.array(extension).refine(unlike('name'), 'no two steps may have one name'),
  /** Shares of the time, in percent, at which the handler is warned. */
  warnings: z
    .array(z.strictObject({ percent, ...origin }))
    .refine(unlike('percent'), 'no two warnings may come at one share of the time'),
  /** Shares of the time, in percent, at which the case is raised by itself. */
  ladder: z
    .array(z.strictObject({ rank, percent, ...origin }))
    .refine(unlike('rank'), 'no rank may stand on the ladder twice'),
  ...origin,
});
export type Clock = z.infer<typeof clock>;

/** Whether no two items have the same value of a field. */
function unlike<Field extends string>(field: Field) {
  return (items: readonly { readonly [Key in Field]: unknown }[]): boolean =>
    new Set(items.map((item) => item[field])).size === items.length;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const regime = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
    version: z.string().min(1),
    title: text,
    /** Invented for demonstration: never for a real complaint. */
    invented: z.boolean().optional(),
    source: z.string().min(1),
    /** IANA time zone in which its days are counted. */
    zone: z.string().refine(isZone, 'must be an IANA time zone such as Asia/Shanghai'),
    effectiveFrom: z.iso.date(),
    effectiveTo: z.iso.date().optional(),
    clocks: z.array(clock).min(1).refine(unlike('name'), 'no two clocks may have one name'),
  })
  .refine(
    ({ effectiveFrom, effectiveTo }) => effectiveTo === undefined || effectiveFrom <= effectiveTo,
    { error: 'must not be before effectiveFrom', path: ['effectiveTo'] },
  );
export type Regime = z.infer<typeof regime>;
