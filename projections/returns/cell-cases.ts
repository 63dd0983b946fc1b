import type { Instant, Position } from '../../events/envelope.ts';
import { caseHistories } from './case-histories.ts';
import type { AskedReturn, Basis } from './count-return.ts';
import { textOf } from './decimal.ts';
import type { Change } from './known-case.ts';
import { changesUntil, differingCells, stepsOf } from './placed.ts';
import type { Step } from './placed.ts';
import { ReturnRefused } from './return-refused.ts';

/** An event of a case, found again in its history by its revision. */
export type ToldEvent = {
  readonly revision: number;
  readonly type: string;
  readonly position: Position;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
};

/** Since this event the case is counted at all, or stands in the cell, out of it, or in it with another value. */
export type Effect = 'counted' | 'came' | 'left' | 'changed';

export type CellCase = {
  readonly case: string;
  readonly value: string;
  /** All that put it there, also what took it out for a while. */
  readonly events: readonly (ToldEvent & { readonly effect: Effect })[];
};
export type CellPage = { readonly cases: readonly CellCase[]; readonly next: string | null };

export type AskedCell = AskedReturn & {
  readonly cell: string;
  readonly limit: number;
  /** The number of the last case of the page before. */
  readonly after?: string;
};

/** The cases that make up a cell, by their numbers. Throws `ReturnRefused` when the return has no such table or row. */
export async function cellCases(basis: Basis, asked: AskedCell): Promise<CellPage> {
  const { form, period, pin, cell, limit, after = '' } = asked;
  if (form.tables[cell.split(':')[0] ?? ''] === undefined) throw noSuchCell(cell, form.tables);
  const cases: CellCase[] = [];
  for await (const { number, changes } of caseHistories(basis.database, {
    ...asked,
    ...{ recordedAt: pin.recordedAt, after },
  })) {
    const steps = stepsOf(form, period, changesUntil(basis.log, changes, pin.position));
    const placed = steps.at(-1)?.after.get(cell);
    if (placed === undefined) continue;
    if (cases.length === limit) return { cases, next: cases.at(-1)?.case ?? null };
    cases.push({ case: number, value: textOf(placed.value), events: eventsBehind(steps, cell) });
  }
  if (cases.length === 0 && after === '') checkRow(cell, form);
  return { cases, next: null };
}

/** A row that the form itself names may be empty. Any other is there because a case stands in it. */
function checkRow(cell: string, { tables }: AskedReturn['form']): void {
  const [table = '', ...row] = cell.split(':');
  if (tables[table]?.rows?.includes(row.join(':')) === true) return;
  throw new ReturnRefused('no-such-cell', {
    en: `${cell} is no cell of this return: its table ${table} has no such row at this pin.`,
    zh: `本报表没有单元格 ${cell}：截至该时点，表 ${table} 中没有这一行。`,
  });
}

export function toldEvent({ revision, type, position, occurredAt, recordedAt }: Change): ToldEvent {
  return { revision, type, position, occurredAt, recordedAt };
}

/** The events of a case that put it into a cell, and out of it. */
export function eventsBehind(steps: readonly Step[], cell: string): CellCase['events'] {
  return steps.flatMap((step) => {
    const effect = effectOf(step, cell);
    return effect === undefined ? [] : [{ ...toldEvent(step.change), effect }];
  });
}

function effectOf({ before, after }: Step, cell: string): Effect | undefined {
  if (differingCells(before, after).includes(cell)) {
    if (!before.has(cell)) return 'came';
    return after.has(cell) ? 'changed' : 'left';
  }
  return before.size === 0 && after.size > 0 ? 'counted' : undefined;
}

function noSuchCell(cell: string, tables: AskedReturn['form']['tables']): ReturnRefused {
  const names = Object.keys(tables).join(', ');
  return new ReturnRefused('no-such-cell', {
    en: `${cell} is no cell of this return: write table:row, with one of the tables ${names}.`,
    zh: `本报表没有单元格 ${cell}：请写作“表:行”，表为 ${names} 之一。`,
  });
}
