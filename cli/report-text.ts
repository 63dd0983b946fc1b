import type { CountedReport } from '../api/overview-shapes.ts';
import { tableText } from './table.ts';

/** A report for people: a table for each list or group of counts in it. */
export function reportText({ title, institution, counts }: CountedReport): string {
  const sections = Object.entries(counts).map(([name, value]) => section(name, value));
  return [`${title.en} · ${title.zh} (${institution})`, ...sections].join('\n');
}

function section(name: string, value: unknown): string {
  if (Array.isArray(value)) return listText(name, value as readonly Cells[]);
  if (typeof value !== 'object' || value === null) return `${name}: ${cell(value)}`;
  const rows = Object.entries(value).map(([key, inner]) => [key, cell(inner)]);
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

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${cell(inner)}`)
      .join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
