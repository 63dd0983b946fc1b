import { createSecretKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { desk } from '../../../activities/desk.ts';
import { cfpb } from '../../../cli/import/cfpb.ts';
import { checkFile, importFile } from '../../../cli/import/import-file.ts';
import type { ImportCounts, LeftRow } from '../../../cli/import/import-file.ts';
import type { ImportFormat } from '../../../cli/import/import-format.ts';
import type { ImportHouse } from '../../../cli/import/take-row.ts';
import type { RecordedEvent } from '../../../events/envelope.ts';
import type { EventLog } from '../../../events/log/event-log.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { caseNumber, streamOf } from '../../../keys/case-number.ts';
import { memoryKeyRing } from '../../../keys/memory-key-ring.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';

/** Real records of the CFPB, and what became of some of them. */
export const DATA = join(import.meta.dirname, '..', '..', 'data');
export const SAMPLE = join(DATA, 'cfpb-sample.csv');

const IDENTITY = createSecretKey(Buffer.alloc(32, 7));
export const TODAY = '2026-03-03';

export type Imported = { readonly counts: ImportCounts; readonly left: readonly LeftRow[] };

export type ImportingHouse = {
  readonly log: EventLog;
  readonly house: ImportHouse;
  /** How often something was submitted to an attendance. */
  readonly attended: () => number;
  readonly take: (file: string, on?: string, format?: ImportFormat) => Promise<Imported>;
  readonly streamOf: (reference: string, source?: string) => string;
  readonly all: () => Promise<readonly RecordedEvent[]>;
};

/**
 * A house in memory, but for a log that it may be given, with real rules, desk and keys; its attendance is the desk
 * itself, without an engine, and some of its answers may get lost on their way.
 */
export function importingHouse(
  loseAnswer: () => boolean = () => false,
  log: EventLog = memoryLog(),
): ImportingHouse {
  const shelf = readShelf(REGIMES);
  const atDesk = desk({
    log,
    kinds: new Map([['complaint', complaintKind]]),
    rules: (note) => ruleBook(shelf, note),
    report: (stream, { what }) => {
      throw new Error(`${stream}: ${what}`);
    },
  });
  let attended = 0;
  const house: ImportHouse = {
    log,
    desk: atDesk,
    ring: memoryKeyRing(),
    recordAccess: () => undefined,
    attendance: {
      submit: async (stream, submission) => {
        attended += 1;
        const { answers } = await atDesk.visit(stream, [submission], new Date().toISOString());
        return (loseAnswer() ? undefined : answers[0]) ?? { status: 'unknown' };
      },
      look: async () => ({ status: 'unknown' }),
    },
  };
  return {
    log,
    house,
    attended: () => attended,
    take: async (file, snapshotOn = TODAY, format = cfpb) => {
      const left: LeftRow[] = [];
      const counts = await importFile(
        {
          file,
          format,
          institution: 'bank',
          identity: IDENTITY,
          house,
          snapshotOn,
          today: TODAY,
          onLeft: (row) => left.push(row),
        },
        await checkFile(file, format),
      );
      return { counts, left: left.toSorted((a, b) => a.row - b.row) };
    },
    streamOf: (reference, source = 'cfpb') =>
      streamOf('complaint', 'bank', caseNumber(IDENTITY, source, reference)),
    all: async () => {
      const events: RecordedEvent[] = [];
      for (let after = log.start; ;) {
        const page = await log.feed({ after, limit: 1_000 });
        events.push(...page.events);
        if (page.position === after) return events;
        after = page.position;
      }
    },
  };
}

/** A file of the test's own, gone with it. */
export function fileOf(content: string | Uint8Array, name = 'file.csv'): string {
  const folder = mkdtempSync(join(tmpdir(), 'redress-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

export const HEADER =
  'Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company public response,Company,State,ZIP code,Tags,Consumer consent provided?,Submitted via,Date sent to company,Company response to consumer,Timely response?,Consumer disputed?,Complaint ID';

/** Columns of a row that are not as usual, by their titles. */
export type Changes = { readonly [title: string]: string | undefined };

/** One row of such a file, with some columns changed. */
export function rowOf(changes: Changes): string {
  const values: Changes = {
    'Date received': '2019-03-02',
    Product: 'Mortgage',
    Issue: 'Struggling to pay mortgage',
    Company: 'Premier\u00a0Loans',
    State: 'MA',
    'ZIP code': '02635',
    'Submitted via': 'Web',
    'Date sent to company': '2019-03-07',
    'Company response to consumer': 'Closed with explanation',
    'Timely response?': 'Yes',
    'Consumer disputed?': 'N/A',
    'Complaint ID': '3167341',
    ...changes,
  };
  return HEADER.split(',')
    .map((title) => cell(values[title] ?? ''))
    .join(',');
}

function cell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function tableOf(...rows: readonly Changes[]): string {
  return [HEADER, ...rows.map(rowOf)].join('\n') + '\n';
}
