import { basename } from 'node:path';
import { cfpb } from '../../../cli/import/cfpb.ts';
import { csvRows } from '../../../cli/import/csv-rows.ts';
import type { RowReader } from '../../../cli/import/import-format.ts';

/**
 * The regulator's own verdict on each real record, and a day on which the company may have answered. The verdict is
 * real; the day is ours, drawn from the record's number, since the CFPB does not publish it.
 */
export type Verdict = {
  readonly id: number;
  readonly receivedOn: string;
  readonly sentOn: string;
  /** What the regulator says of the first answer; `null` when it has not said yet. */
  readonly timely: 'Yes' | 'No' | null;
  /** Days from the sending to the answer, drawn by us; `null` when no answer came. */
  readonly answeredAfter: number | null;
};

export async function verdictsIn(file: string): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  let read: RowReader | undefined;
  for await (const { cells } of csvRows(file)) {
    if (read === undefined) read = cfpb.reader(cells, basename(file));
    else verdicts.push(verdictOf(read(cells)));
  }
  return verdicts;
}

function verdictOf(row: ReturnType<RowReader>): Verdict {
  if ('doubtful' in row) throw new Error(row.doubtful.join());
  const { receivedOn, sentOn, facts } = row;
  const timely = facts['timely'] ?? null;
  const id = Number(row.reference);
  if (sentOn === null || (timely !== 'Yes' && timely !== 'No' && timely !== null))
    throw new Error(`${id} has no verdict that we know.`);
  const answered = timely !== null && facts['company-response'] !== 'Untimely response';
  const drawn = timely === 'Yes' ? id % 16 : 16 + (id % 45);
  return { id, receivedOn, sentOn, timely, answeredAfter: answered ? drawn : null };
}

/** A calendar day some days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10);
}
