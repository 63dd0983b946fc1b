import type { CountedReturn } from './count-return.ts';

/** What a return is of, for every line. */
export type CsvHead = {
  readonly return: string;
  readonly institution: string;
  readonly period: string;
  readonly at: string;
  /** Cases that are left out or not fully counted. */
  readonly parked: number;
};

const COLUMNS = [
  ...(['return', 'institution', 'period', 'complete', 'at', 'parked'] as const),
  ...(['part', 'name', 'row', 'cell'] as const),
  ...(['unit', 'cases', 'value', 'share', 'figure', 'figure_source', 'article', 'mark'] as const),
] as const;
type Line = { readonly [Name in (typeof COLUMNS)[number]]?: string | number | boolean | null };

/** A return as RFC 4180 has it: one line for each row of a table and of a ratio, each saying what it is of. */
export function returnCsv(
  { period, ...head }: CsvHead,
  { tables, ratios, complete }: CountedReturn,
): string {
  const lines: readonly Line[] = [
    ...tables.flatMap(({ table, unit, article, mark, rows }) =>
      rows.map((row) => ({ part: 'table', name: table, unit, article, mark, ...row })),
    ),
    ...ratios.flatMap(({ ratio, per, figure, article, mark, rows }) =>
      rows.map((row) => ({
        ...{ part: 'ratio', name: ratio, unit: `cases per ${per}`, article, mark, ...row },
        ...{ figure: figure.value, figure_source: figure.source },
      })),
    ),
  ];
  return [COLUMNS, ...lines.map((line) => valuesOf({ ...head, period, complete, ...line }))]
    .map((values) => `${values.map(quoted).join(',')}\r\n`)
    .join('');
}

function valuesOf(line: Line): readonly string[] {
  return COLUMNS.map((column) => String(line[column] ?? ''));
}

/** What a spreadsheet would take for a formula; numbers are written by ourselves. */
const FORMULA = /^(?:[=@\t\r]|[+-](?![\d.]+$))/;

function quoted(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
