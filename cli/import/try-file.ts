import { randomBytes, createSecretKey } from 'node:crypto';
import { basename } from 'node:path';
import { caseNumber, streamOf } from '../../keys/case-number.ts';
import { drawCaseKey } from '../../keys/key-ring.ts';
import { checkedRow } from './check-row.ts';
import { csvRows } from './csv-rows.ts';
import { houseInMemory } from './house-in-memory.ts';
import type { FileImport, ImportCounts } from './import-file.ts';
import { delimiterOf } from './import-format.ts';
import type { ImportedRow, RowReader } from './import-format.ts';
import { repeatedReferences } from './repeated-references.ts';
import { rowCommands } from './row-commands.ts';
import { takeRow } from './take-row.ts';
import type { TakenRow } from './take-row.ts';

type Trial = Pick<FileImport, 'file' | 'format' | 'snapshotOn' | 'today' | 'onLeft'>;

/**
 * Reads and checks every row as an import would, without a house: nothing is recorded, and rows are not compared with
 * what is. `cases` are those that could be taken. Cases that come more than once are taken into a house in memory, so
 * that rows which contradict each other are found.
 */
export async function tryFile(wanted: Trial): Promise<ImportCounts> {
  const { file, format, today, onLeft } = wanted;
  const take = takingFor(wanted, await repeatedReferences(file, format));
  const counts = { rows: 0, cases: 0, repeated: 0, changed: 0, doubtful: 0, refused: 0 };
  let read: RowReader | undefined;
  for await (const { row, line, cells } of csvRows(file, delimiterOf(format))) {
    if (read === undefined) {
      read = format.reader(cells, basename(file));
      continue;
    }
    const checked = checkedRow(read, cells, today);
    const taken: TakenRow =
      'doubtful' in checked
        ? { outcome: 'doubtful', reasons: checked.doubtful }
        : await take(checked, row);
    counts.rows += 1;
    counts[taken.outcome === 'opened' ? 'cases' : taken.outcome] += 1;
    if ('reasons' in taken) onLeft?.({ row, line, ...taken });
  }
  return counts;
}

function takingFor(
  { format: { source }, snapshotOn }: Trial,
  repeated: ReadonlySet<string>,
): (row: ImportedRow, number: number) => TakenRow | Promise<TakenRow> {
  const house = houseInMemory();
  const identity = createSecretKey(randomBytes(32));
  // Sealed under a key that nobody keeps, only to see that it can be.
  const key = drawCaseKey('dry-run');
  return (row, number) => {
    const reference = row.reference ?? `row:${number}`;
    const stated = { source, reference, snapshotOn, row };
    if (repeated.has(reference)) {
      const stream = streamOf('complaint', 'dryrun', caseNumber(identity, source, reference));
      return takeRow(house, { ...stated, stream, file: 'dry-run', number });
    }
    const commands = rowCommands(stated, key);
    return 'doubtful' in commands
      ? { outcome: 'doubtful', reasons: commands.doubtful }
      : { outcome: 'opened' };
  };
}
