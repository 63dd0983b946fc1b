import { isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { unreadable } from '../read-json.ts';
import { WrongFile } from './wrong-file.ts';

/**
 * The rows of a CSV file (RFC 4180, UTF-8 with or without a mark in front), one at a time, so that memory does not grow
 * with the file. Throws `WrongFile`, naming row and column, on what is not such a file.
 */

export type CsvRow = {
  /** 0 is the header. */
  readonly row: number;
  /** The line of the file it ends on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type CsvOptions = {
  readonly delimiter?: string;
  /** Takes every byte of the file in passing. */
  readonly hash?: Hash;
  /** Throws on columns of another table, which then is said instead of the fault that came behind them. */
  readonly checkHeader?: (header: readonly string[]) => unknown;
};

/** Bytes of a row: far longer than any record, so that what is longer is not a table. */
export const BYTES_PER_ROW = 2 * 1024 * 1024;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF_16 = 'is in UTF-16: save it as CSV in UTF-8.';

/** Beginnings of files that are not text in UTF-8. */
const OTHER_KINDS: readonly (readonly [Buffer, string])[] = [
  [Buffer.from([0xff, 0xfe]), UTF_16],
  [Buffer.from([0xfe, 0xff]), UTF_16],
  [Buffer.from('PK\u0003\u0004'), 'is a workbook or an archive: save its sheet as CSV in UTF-8.'],
  [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'is an old workbook: save its sheet as CSV in UTF-8.'],
  [Buffer.from([0x1f, 0x8b]), 'is compressed: unpack it first.'],
  [Buffer.from('%PDF'), 'is a PDF.'],
];

/** What the parser gives with `info` and without an encoding. */
type Parsed = { readonly record: readonly Buffer[]; readonly info: { readonly lines: number } };

export async function* csvRows(
  file: string,
  { delimiter = ',', hash, checkHeader }: CsvOptions = {},
): AsyncGenerator<CsvRow> {
  let header: readonly string[] | undefined;
  const parser = parse({
    // Cells come as bytes, so that one which is not UTF-8 can be named instead of being altered in silence.
    encoding: null,
    delimiter,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: BYTES_PER_ROW,
    // After a fault the parser gives no more rows, not even those before it: the header is noted here.
    on_record: (given: unknown) => {
      header ??= (given as Parsed).record.map(String);
      return given as string[];
    },
  });
  const name = basename(file);
  const flow = pipeline(bytesOf(file, hash), parser).catch(() => undefined);
  let row = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const at = row === 0 ? 'the header' : `row ${row} (line ${info.lines})`;
      const cells = record.map((cell, column) => decode(cell, name, at, header?.[column], column));
      if (header !== undefined && cells.length !== header.length)
        throw ragged(name, at, cells, header);
      yield { row, line: info.lines, cells };
      row += 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (header === undefined) throw noTable(name, malformed(error, []));
    checkHeader?.(header);
    throw new WrongFile(`${name}: ${malformed(error, header)}`);
  } finally {
    parser.destroy();
    await flow;
  }
  if (row === 0) throw new WrongFile(`${name} is empty.`);
}

/** The file's bytes less the mark in front. */
async function* bytesOf(file: string, hash: Hash | undefined): AsyncGenerator<Buffer> {
  let first = true;
  const chunks: AsyncIterable<Buffer> = createReadStream(file);
  try {
    for await (const chunk of chunks) {
      hash?.update(chunk);
      const isFirst = first;
      first = false;
      if (!isFirst) yield chunk;
      else yield textOf(chunk, basename(file));
    }
  } catch (error) {
    if (error instanceof WrongFile) throw error;
    throw unreadable(file, error);
  }
}

function textOf(chunk: Buffer, name: string): Buffer {
  const other = OTHER_KINDS.find(([start]) => chunk.subarray(0, start.length).equals(start));
  const what =
    other?.[1] ??
    (chunk.includes(0) ? 'holds zero bytes: it is in UTF-16, or not text at all.' : undefined);
  if (what !== undefined)
    throw new WrongFile(`${name} is not a table in CSV and UTF-8: it ${what}`);
  return chunk.subarray(0, BOM.length).equals(BOM) ? chunk.subarray(BOM.length) : chunk;
}

function decode(
  cell: Buffer,
  name: string,
  at: string,
  column: string | undefined,
  index: number,
): string {
  if (isUtf8(cell)) return cell.toString('utf8');
  throw new WrongFile(
    `${name}: ${at}, column ${columnName(column, index)} is not UTF-8 (perhaps Latin-1, Windows or GB 18030): save the file as CSV in UTF-8.`,
  );
}

function ragged(
  name: string,
  at: string,
  cells: readonly string[],
  header: readonly string[],
): WrongFile {
  const [found, expected] = [cells.length, header.length];
  const where =
    found < expected
      ? `it ends before column ${columnName(header[found], found)}`
      : `it goes on after column ${columnName(header[expected - 1], expected - 1)}`;
  return new WrongFile(
    `${name}: ${at} has ${found} columns and the header ${expected}: ${where}. Is a quote missing?`,
  );
}

/** The parser's own faults, in our words. */
function malformed({ code, ...context }: CsvError, header: readonly string[]): string {
  const { lines, column, records } = context;
  const row = typeof records === 'number' ? records : 0;
  const index = typeof column === 'number' ? column : 0;
  const at = `${row === 0 ? 'the header' : `row ${row}`} (line ${typeof lines === 'number' ? lines : '?'}), column ${columnName(header[index], index)}`;
  const whats: { readonly [code: string]: string } = {
    CSV_MAX_RECORD_SIZE: `is longer than ${BYTES_PER_ROW / 1024 / 1024} MB. Is it a table, and is every quote closed?`,
    CSV_QUOTE_NOT_CLOSED: 'opens a quote that is never closed.',
    INVALID_OPENING_QUOTE: 'has a quote in the middle of a cell that does not begin with one.',
    CSV_INVALID_CLOSING_QUOTE: 'goes on after its closing quote.',
    CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'goes on after its closing quote.',
  };
  return `${at} ${whats[code] ?? `is malformed (${code}).`}`;
}

function noTable(name: string, fault: string): WrongFile {
  return new WrongFile(
    `${name} is not a table of this format: its first line does not hold the columns (${fault})`,
  );
}

function columnName(title: string | undefined, index: number): string {
  return title === undefined ? String(index + 1) : `${index + 1} “${title.slice(0, 60)}”`;
}
