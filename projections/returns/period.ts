/** How long a period may be; `days` is any span, as `2014-01-01..2014-12-31`. */
export const PERIOD_KINDS = ['month', 'quarter', 'half-year', 'year', 'days'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A span of calendar days, both included. */
export type Period = {
  readonly name: string;
  readonly kind: PeriodKind;
  readonly from: string;
  readonly to: string;
};

/** How each kind is written. */
export const WRITTEN: { readonly [Kind in PeriodKind]: string } = {
  month: '2026-03',
  quarter: '2026-Q1',
  'half-year': '2026-H1',
  year: '2026',
  days: '2026-01-01..2026-03-31',
};

const MONTHS = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?$/;
const DAYS = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

/** It is meant as a span of days, whether there is one of that name or not. */
export function writesDays(name: string): boolean {
  return DAYS.test(name);
}

/** The period that a text names; nothing when it is none. */
export function periodNamed(name: string): Period | undefined {
  const days = DAYS.exec(name);
  if (days !== null) return span(name, days[1] ?? '', days[2] ?? '');
  const [whole, year = '', month, quarter, half] = MONTHS.exec(name) ?? [];
  if (whole === undefined) return undefined;
  if (month !== undefined) return months(name, 'month', year, Number(month), 1);
  if (quarter !== undefined) return months(name, 'quarter', year, Number(quarter) * 3 - 2, 3);
  if (half !== undefined) return months(name, 'half-year', year, Number(half) * 6 - 5, 6);
  return months(name, 'year', year, 1, 12);
}

function months(
  name: string,
  kind: PeriodKind,
  year: string,
  first: number,
  count: number,
): Period {
  const at = (month: number, day: number): string =>
    new Date(Date.UTC(Number(year), month - 1, day)).toISOString().slice(0, 10);
  return { name, kind, from: at(first, 1), to: at(first + count, 0) };
}

function span(name: string, from: string, to: string): Period | undefined {
  return isDay(from) && isDay(to) && from <= to ? { name, kind: 'days', from, to } : undefined;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** So many days later, or earlier. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + count * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

export function isWithin({ from, to }: Period, day: string): boolean {
  return from <= day && day <= to;
}
