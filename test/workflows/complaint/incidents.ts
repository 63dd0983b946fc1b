import { csvRows } from '../../../cli/import/csv-rows.ts';
import type { Instant } from '../../../events/envelope.ts';

/**
 * Cases of a real incident log (UCI, “Incident management process enriched event log”, Amaral, Fantinato and Peres),
 * with what was known of each when. Its times have no zone, so they are taken as they stand.
 */
export type Incident = {
  readonly number: string;
  readonly openedAt: Instant;
  /** Who had it, and from when. */
  readonly assigned: readonly Assigned[];
  /** `null` in cases that cannot be decided. */
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant;
  /** From 1, critical, to 4, low: that of its last line, since a case may change it on the way. */
  readonly priority: string;
  /** The verdict of the log’s owner, given at close. */
  readonly madeSla: boolean;
};

export type Assigned = {
  readonly at: Instant;
  readonly unit: string;
  readonly handler: string;
};

type Line = ReadonlyMap<string, string>;

/** In the order of the file; throws on a case that lacks what every case must have. */
export async function incidentsIn(file: string): Promise<readonly Incident[]> {
  const lines = new Map<string, Line[]>();
  let header: readonly string[] | undefined;
  for await (const { cells } of csvRows(file)) {
    if (header === undefined) {
      header = cells;
      continue;
    }
    const line = new Map(header.map((column, index) => [column, cells[index] ?? '']));
    const number = cell(line, 'number');
    lines.set(number, [...(lines.get(number) ?? []), line]);
  }
  return [...lines].map(([number, ofCase]) => incidentOf(number, ofCase));
}

function incidentOf(number: string, lines: readonly Line[]): Incident {
  const last = lines.at(-1);
  if (last === undefined) throw new Error(`${number} has no lines.`);
  const [openedAt, closedAt] = [instantOf(last, 'opened_at'), instantOf(last, 'closed_at')];
  if (openedAt === null || closedAt === null) throw new Error(`${number} has no beginning or end.`);
  return {
    number,
    openedAt,
    assigned: assignmentsOf(lines),
    resolvedAt: instantOf(last, 'resolved_at'),
    closedAt,
    priority: cell(last, 'priority').slice(0, 1),
    madeSla: cell(last, 'made_sla') === 'TRUE',
  };
}

function assignmentsOf(lines: readonly Line[]): readonly Assigned[] {
  const assigned: Assigned[] = [];
  for (const line of lines) {
    const at = instantOf(line, 'sys_updated_at');
    const unit = codeOf(cell(line, 'assignment_group'));
    const handler = codeOf(cell(line, 'assigned_to'));
    const before = assigned.at(-1);
    if (at !== null && (before?.unit !== unit || before.handler !== handler))
      assigned.push({ at, unit, handler });
  }
  return assigned;
}

function cell(line: Line, column: string): string {
  const found = line.get(column);
  if (found === undefined) throw new Error(`The incident log has no column ${column}.`);
  return found;
}

/** Day first, unlike the dates of the CFPB. */
function instantOf(line: Line, column: string): Instant | null {
  const found = /^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)$/.exec(cell(line, column));
  if (found === null) return null;
  const [, day, month, year, time] = found;
  return `${year}-${month}-${day}T${time}:00.000Z`;
}

function codeOf(name: string): string {
  return name === '?' ? 'nobody-named' : name.toLowerCase().replaceAll(/\s+/g, '-');
}
