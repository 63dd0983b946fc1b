import { basename } from 'node:path';
import { csvRows } from './csv-rows.ts';
import { delimiterOf } from './import-format.ts';
import type { ImportFormat, RowReader } from './import-format.ts';

/** 16 MB, whatever the size of the file; of five million references some four in a hundred are taken for repeated. */
const MARKS = 2 ** 27;

/** The references that may stand in a file more than once: all that do, and a few that do not. */
export async function repeatedReferences(
  file: string,
  format: ImportFormat,
): Promise<ReadonlySet<string>> {
  const marks = new Uint8Array(MARKS / 8);
  const repeated = new Set<string>();
  let read: RowReader | undefined;
  for await (const { cells } of csvRows(file, delimiterOf(format))) {
    if (read === undefined) {
      read = format.reader(cells, basename(file));
      continue;
    }
    const said = read(cells);
    if ('doubtful' in said || said.reference === null) continue;
    const mark = markOf(said.reference);
    const [place, bit] = [mark >>> 3, 1 << (mark & 7)];
    const marked = marks[place] ?? 0;
    if ((marked & bit) !== 0) repeated.add(said.reference);
    marks[place] = marked | bit;
  }
  return repeated;
}

/** FNV-1a, folded to the number of marks. */
function markOf(reference: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(reference)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash ^ (hash >>> 27)) & (MARKS - 1);
}
