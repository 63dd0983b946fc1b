import { basename } from 'node:path';
import { drawCaseKey } from '../../keys/key-ring.ts';
import { checkedRow } from './check-row.ts';
import { csvRows } from './csv-rows.ts';
import type { FileImport, ImportCounts } from './import-file.ts';
import { delimiterOf } from './import-format.ts';
import type { DoubtfulRow, ImportedRow, RowReader } from './import-format.ts';
import { rowCommands } from './row-commands.ts';

/**
 * Reads and checks every row as an import would, without a house: nothing is recorded, and rows are not compared with
 * what is. `cases` are those that could be taken.
 */
export async function tryFile(
  wanted: Pick<FileImport, 'file' | 'format' | 'snapshotOn' | 'today' | 'onLeft'>,
): Promise<ImportCounts> {
  const { file, format, snapshotOn, today, onLeft } = wanted;
  const { source } = format;
  // Sealed under a key that nobody keeps, only to see that it can be.
  const key = drawCaseKey('dry-run');
  const counts = { rows: 0, cases: 0, repeated: 0, changed: 0, doubtful: 0, refused: 0 };
  const tried = (checked: ImportedRow | DoubtfulRow, row: number): DoubtfulRow | object =>
    'doubtful' in checked
      ? checked
      : rowCommands(
          { source, reference: checked.reference ?? `row:${row}`, snapshotOn, row: checked },
          key,
        );
  let read: RowReader | undefined;
  for await (const { row, line, cells } of csvRows(file, delimiterOf(format))) {
    if (read === undefined) {
      read = format.reader(cells, basename(file));
      continue;
    }
    const result = tried(checkedRow(read, cells, today), row);
    counts.rows += 1;
    counts['doubtful' in result ? 'doubtful' : 'cases'] += 1;
    if ('doubtful' in result)
      onLeft?.({ row, line, outcome: 'doubtful', reasons: result.doubtful });
  }
  return counts;
}
