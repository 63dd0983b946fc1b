import { z } from 'zod';

/**
 * A holiday calendar as data, by name and version: which days of the years that it covers are business days. What it
 * does not cover it does not know, and a count that reaches there gets no answer.
 */
const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

/** V the source's own text was read, S seen in a secondary source, M from memory, P our proposal; surest first. */
const MARKS = ['V', 'S', 'M', 'P'] as const;
export type Mark = (typeof MARKS)[number];

const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

const year = z.int().min(1970).max(9_999);

const entry = z.strictObject({
  date: z.iso.date(),
  /** A day off, or a day of the weekend on which work is done (调休). */
  kind: z.enum(['holiday', 'working-day']),
  name: text,
});
export type CalendarEntry = z.infer<typeof entry>;

/** Whence the days of some years are known, and how surely. */
const origin = z
  .strictObject({ from: year, to: year, source: z.string().min(1), mark: z.enum(MARKS) })
  .refine(({ from, to }) => from <= to, { error: 'must not be before from', path: ['to'] });

export const calendar = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be lower-case words joined by hyphens'),
    version: z.string().min(1),
    title: text,
    /** IANA time zone in which its days begin. */
    zone: z.string().refine(isZone, 'must be an IANA time zone such as Asia/Shanghai'),
    weekend: z.array(z.enum(WEEKDAYS)).max(6),
    /** From which day on counts use this version, until a later one. */
    effectiveFrom: z.iso.date(),
    /** First and last year of which every day is known. */
    coveredFrom: year,
    coveredTo: year,
    sources: z.array(origin).min(1),
    /** What a reader must know who relies on it. */
    notes: text.optional(),
    entries: z.array(entry),
  })
  .check((context) => {
    for (const { path, message } of faults(context.value))
      context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
  });
export type Calendar = z.infer<typeof calendar>;

/** The least sure mark of the sources of some years. */
export function markOf({ sources }: Calendar, from: number, to: number): Mark {
  const marks = sources.filter((one) => one.from <= to && from <= one.to).map(({ mark }) => mark);
  return MARKS.findLast((mark) => marks.includes(mark)) ?? 'P';
}

/** Whether a calendar day, as the number of days since 1970, is one of the weekend. */
export function isWeekend({ weekend }: Pick<Calendar, 'weekend'>, day: number): boolean {
  const weekday = WEEKDAYS[(((day + THURSDAY) % 7) + 7) % 7];
  return weekday !== undefined && weekend.includes(weekday);
}

/** 1 January 1970 was a Thursday. */
const THURSDAY = 4;
const DAY = 86_400_000;

type Fault = { readonly path: readonly (string | number)[]; readonly message: string };
type Unchecked = Pick<
  Calendar,
  'coveredFrom' | 'coveredTo' | 'sources' | 'entries' | 'weekend' | 'effectiveFrom'
>;

function faults(of: Unchecked): readonly Fault[] {
  const { coveredFrom, coveredTo, entries } = of;
  if (coveredFrom > coveredTo)
    return [{ path: ['coveredTo'], message: 'must not be before coveredFrom' }];
  return [
    ...years(of),
    ...withoutHoliday(of),
    ...entries.flatMap((one, index) => {
      const message = wrongEntry(of, one, entries[index - 1]);
      return message === undefined ? [] : [{ path: ['entries', index, 'date'], message }];
    }),
  ];
}

/** Every covered year has exactly one source, so that every answer can say how sure it is. */
function years({ coveredFrom, coveredTo, sources }: Unchecked): readonly Fault[] {
  const from = Math.min(coveredFrom, ...sources.map((one) => one.from));
  const to = Math.max(coveredTo, ...sources.map((one) => one.to));
  const wrong: Fault[] = [];
  for (let of = from; of <= to; of += 1) {
    const known = sources.filter((one) => one.from <= of && of <= one.to).length;
    const isCovered = coveredFrom <= of && of <= coveredTo;
    if (known === (isCovered ? 1 : 0)) continue;
    wrong.push({
      path: ['sources'],
      message: isCovered
        ? `must name one source for the covered year ${of}, not ${known}`
        : `must not speak of ${of}, which is not covered`,
    });
  }
  return wrong;
}

/** No year is without a holiday: its days are not known, and a count through it would promise a wrong day. */
function withoutHoliday({ coveredFrom, coveredTo, entries }: Unchecked): readonly Fault[] {
  const known = new Set(
    entries.filter(({ kind }) => kind === 'holiday').map(({ date }) => Number(date.slice(0, 4))),
  );
  return Array.from({ length: coveredTo - coveredFrom + 1 }, (_, place) => coveredFrom + place)
    .filter((of) => !known.has(of))
    .map((of) => ({
      path: ['entries'],
      message: `must hold the holidays of the covered year ${of}: there is none`,
    }));
}

function wrongEntry(
  of: Unchecked,
  { date, kind }: CalendarEntry,
  before: CalendarEntry | undefined,
): string | undefined {
  const year = Number(date.slice(0, 4));
  if (year < of.coveredFrom || year > of.coveredTo) return `${date} is not in a covered year`;
  if (before !== undefined && before.date >= date)
    return `${date} must come after ${before.date}: one entry a day, in order`;
  if (kind === 'working-day' && !isWeekend(of, Date.parse(date) / DAY))
    return `${date} is no day of the weekend, so work is done on it anyway`;
  return undefined;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
