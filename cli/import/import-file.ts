import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogUnavailable } from '../../events/log/log-faults.ts';
import { caseNumber, streamOf } from '../../keys/case-number.ts';
import { KeyRingUnavailable } from '../../keys/key-faults.ts';
import { CommandFailed, EXIT } from '../output.ts';
import { checkedRow } from './check-row.ts';
import { csvRows } from './csv-rows.ts';
import { delimiterOf } from './import-format.ts';
import type { ImportFormat, RowReader } from './import-format.ts';
import { inTurn } from './in-turn.ts';
import { OutcomeUnknown, takeRow } from './take-row.ts';
import type { ImportHouse, RowToTake, TakenRow } from './take-row.ts';

/**
 * Imports a file in two passes, so that nothing is recorded of a file that turns out to be no table in its last row:
 * the first checks its bytes and its shape and takes its hash, the second takes its rows into their cases, several at
 * once. An import that was killed is simply begun again: what is recorded is found and left as it is.
 */

export type FileImport = {
  readonly file: string;
  readonly format: ImportFormat;
  readonly institution: string;
  /** Names the cases. */
  readonly identity: KeyObject;
  readonly house: ImportHouse;
  /** The day on which the source's facts were as the file has them. */
  readonly snapshotOn: string;
  /** The latest day that a row may speak of. */
  readonly today: string;
  /** Hears of each row that was not taken, with why. */
  readonly onLeft?: (left: LeftRow) => void;
  /** Hears of the counts from time to time. */
  readonly onProgress?: (counts: ImportCounts, perSecond: number) => void;
};

export type LeftRow = {
  readonly row: number;
  readonly line: number;
  readonly outcome: 'doubtful' | 'refused';
  readonly reasons: readonly string[];
};

/** Each row counts once: `cases` were newly opened, `repeated` changed nothing. */
export type ImportCounts = {
  readonly rows: number;
  readonly cases: number;
  readonly repeated: number;
  readonly changed: number;
  readonly doubtful: number;
  readonly refused: number;
};

export type CheckedFile = {
  /** SHA-256 of its bytes, in hex. */
  readonly sha256: string;
  readonly rows: number;
  /** Rows that have no number of their own, and are known by where they stand. */
  readonly withoutReference: number;
};

const CASES_AT_ONCE = 64;
const ROWS_PER_BATCH = 200;
/** In milliseconds. */
const PROGRESS_EVERY = 2_000;
/** Pauses before a row that got no answer is tried again, in milliseconds. */
const PAUSES = [200, 1_000, 3_000, 10_000];

/** The first pass: throws `WrongFile` on the first fault of bytes, header or shape. */
export async function checkFile(file: string, format: ImportFormat): Promise<CheckedFile> {
  const hash = createHash('sha256');
  let rows = 0;
  let withoutReference = 0;
  let read: RowReader | undefined;
  const checkHeader = (header: readonly string[]) => format.reader(header, basename(file));
  const options = { ...delimiterOf(format), hash, checkHeader };
  for await (const { row, cells } of csvRows(file, options)) {
    rows = row;
    if (read === undefined) {
      read = checkHeader(cells);
      continue;
    }
    const said = read(cells);
    if ('reference' in said && said.reference === null) withoutReference += 1;
  }
  return { sha256: hash.digest('hex'), rows, withoutReference };
}

/** The second pass. Throws `CommandFailed` when the house stays away. */
export async function importFile(
  wanted: FileImport,
  { sha256 }: CheckedFile,
): Promise<ImportCounts> {
  const { file, format, house } = wanted;
  const tally = tallyOf(wanted);
  const hash = createHash('sha256');
  const work = inTurn(CASES_AT_ONCE);
  let waiting: Placed[] = [];
  const startWaiting = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    // Keys are had for many cases at once: one by one they would take more time than all the rest.
    await patiently(() => house.ring.caseKeys(rows.map(({ toTake }) => toTake.stream)));
    for (const { at, toTake } of rows)
      await work.start(toTake.stream, async () =>
        tally.count(at, await takePatiently(house, toTake)),
      );
  };
  let read: RowReader | undefined;
  for await (const { row, line, cells } of csvRows(file, { ...delimiterOf(format), hash })) {
    if (read === undefined) {
      read = format.reader(cells, basename(file));
      continue;
    }
    const checked = checkedRow(read, cells, wanted.today);
    if ('doubtful' in checked)
      tally.count({ row, line }, { outcome: 'doubtful', reasons: checked.doubtful });
    else waiting.push({ at: { row, line }, toTake: rowToTake(wanted, sha256, row, checked) });
    if (waiting.length >= ROWS_PER_BATCH) await startWaiting();
  }
  await startWaiting();
  await work.finish();
  if (hash.digest('hex') !== sha256)
    throw new CommandFailed(
      {
        en: `${basename(file)} was changed while it was imported: import it again.`,
        zh: `${basename(file)} 在导入过程中被修改，请重新导入。`,
      },
      EXIT.refused,
    );
  return tally.counts();
}

type Place = { readonly row: number; readonly line: number };
type Placed = { readonly at: Place; readonly toTake: RowToTake };

/** Counts rows as they are done, and tells of them. */
function tallyOf({ onLeft, onProgress }: FileImport) {
  const counts = { rows: 0, cases: 0, repeated: 0, changed: 0, doubtful: 0, refused: 0 };
  const started = performance.now();
  let told = started;
  return {
    counts: (): ImportCounts => counts,
    count: (at: Place, taken: TakenRow): void => {
      counts.rows += 1;
      counts[taken.outcome === 'opened' ? 'cases' : taken.outcome] += 1;
      if ('reasons' in taken) onLeft?.({ ...at, ...taken });
      const now = performance.now();
      if (now - told < PROGRESS_EVERY) return;
      told = now;
      onProgress?.({ ...counts }, counts.rows / ((now - started) / 1_000));
    },
  };
}

function rowToTake(
  { format: { source }, institution, identity, snapshotOn }: FileImport,
  file: string,
  number: number,
  row: RowToTake['row'],
): RowToTake {
  // A row without a number of its own is known by where it stands.
  const reference = row.reference ?? `${file}:${number}`;
  const stream = streamOf('complaint', institution, caseNumber(identity, source, reference));
  return { stream, source, reference, snapshotOn, file, number, row };
}

/** A row that is found recorded after an attempt that got no answer was recorded by that attempt. */
async function takePatiently(house: ImportHouse, toTake: RowToTake): Promise<TakenRow> {
  let attempt: OutcomeUnknown['attempt'] | undefined;
  const taken = await patiently(async () => {
    try {
      return await takeRow(house, toTake);
    } catch (error) {
      if (error instanceof OutcomeUnknown) attempt = error.attempt;
      throw error;
    }
  });
  return taken.outcome === 'repeated' && attempt !== undefined ? { outcome: attempt } : taken;
}

/** Repeats while the house is away; repeating a row is safe. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error)) throw error;
      await sleep(pause);
    }
  }
  try {
    return await work();
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new CommandFailed(
      {
        en: `The house does not answer: ${(error as Error).message} Is \`redress up\` running? Then import the file again; what is recorded stays as it is.`,
        zh: '系统没有响应。请确认已运行 `redress up`，然后重新导入；已记录的内容不受影响。',
      },
      EXIT.unavailable,
      error,
    );
  }
}

function isAway(error: unknown): boolean {
  return (
    error instanceof OutcomeUnknown ||
    error instanceof LogUnavailable ||
    error instanceof KeyRingUnavailable
  );
}
