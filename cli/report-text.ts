import type { CountedReport } from '../api/overview-shapes.ts';
import { tableText } from './table.ts';
import type { Cell } from './table.ts';

/** A report for people: a table for each list or group of counts in it. */
export function reportText({ title, institution, counts }: CountedReport): string {
  const sections = Object.entries(counts).map(([name, value]) =>
    section(name, inOrder(name, value, counts)),
  );
  return [`${title.en} · ${title.zh} (${institution})`, ...sections].join('\n');
}

type Counts = CountedReport['counts'];

/** Counts `…_by_X` come in the order of the counts of X, where the report has these. */
function inOrder(name: string, value: unknown, counts: Counts): unknown {
  const by = counts[/_by_(.+)$/.exec(name)?.[1] ?? ''];
  if (!isGroup(value) || !isGroup(by)) return value;
  const order = Object.keys(by);
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => place(one) - place(other)),
  );
}

function isGroup(value: unknown): value is Cells {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function section(name: string, value: unknown): string {
  if (Array.isArray(value)) return listText(name, value as readonly Cells[]);
  if (typeof value !== 'object' || value === null) return `${name}: ${cell(value)}`;
  const rows = Object.entries(value).map(([key, inner]) => [key, cell(inner)] as const);
  return tableText([name, ''], rows);
}

type Cells = { readonly [column: string]: unknown };

function listText(name: string, rows: readonly Cells[]): string {
  const [first] = rows;
  if (first === undefined) return `${name}: none`;
  return tableText(
    Object.keys(first),
    rows.map((row) => Object.values(row).map(cell)),
  );
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${cell(inner)}`)
      .join(', ');
  return typeof value === 'string' || typeof value === 'number' ? value : '';
}
