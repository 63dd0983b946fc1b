import Table from 'cli-table3';
import pc from 'picocolors';

export type Cell = string | number | null | undefined;

/**
 * Rows in a frame, one line each unless `widths` (in characters, frame included) makes them wrap. Columns of numbers
 * alone, which are counts, are aligned on the right. The frame has no
 * colours of its own: they would go into pipes and files as well.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[] = [],
): string {
  return framed(head, rows, { wordWrap: widths.length > 0, colWidths: [...widths] });
}

/** Characters of a line that a cell shows of what a machine said. */
const LONGEST = 120;

/** A line as a cell shows it: cut off with an ellipsis where it would make the table too wide to be read. */
export function shortened(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** Rows in a frame, one line each: what is wider than its column is cut off with an ellipsis. */
export function linesText(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
): string {
  return framed(head, rows, { colWidths: [...widths] });
}

function framed(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths: Table.TableConstructorOptions,
): string {
  const table = new Table({
    head: head.map(pc.bold),
    style: { head: [], border: [], compact: true },
    colAligns: (rows[0] ?? []).map((_, column) =>
      rows.every((row) => typeof row[column] === 'number') ? 'right' : 'left',
    ),
    ...widths,
  });
  for (const row of rows) table.push(row.map((cell) => cell ?? ''));
  return table.toString();
}
