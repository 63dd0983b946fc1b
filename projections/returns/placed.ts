import type { Position } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { compareDecimals, decimal, sumOf } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { unknown } from './known-case.ts';
import type { Change, KnownCase } from './known-case.ts';
import type { Period } from './period.ts';
import { cellOf } from './return-form.ts';
import type { ReturnForm } from './return-form.ts';

/** What a case adds to a cell. */
export type Placed = { readonly table: string; readonly row: string; readonly value: Decimal };

/** Where a case stands in a return, by cell. */
export type Cells = ReadonlyMap<string, Placed>;

export const NOWHERE: Cells = new Map();

/** Where a case stands, as it is known. */
export function cellsOf(form: ReturnForm, period: Period, known: KnownCase): Cells {
  if (!isAsked(form, known)) return NOWHERE;
  const cells = new Map<string, Placed>();
  for (const placement of form.place(known, period)) {
    const { table, row, adds = '1' } = placement;
    const cell = cellOf(placement);
    const before = cells.get(cell)?.value;
    const value = decimal(adds);
    cells.set(cell, { table, row, value: before === undefined ? value : sumOf(before, value) });
  }
  return cells;
}

function isAsked({ regimes, sources = [] }: ReturnForm, { source, ...known }: KnownCase): boolean {
  return sources.includes(source) || known.regimes.some((regime) => regimes.includes(regime));
}

/** Where a case stood after each of its changes. */
export type Step = { readonly change: Change; readonly before: Cells; readonly after: Cells };

export function stepsOf(
  form: ReturnForm,
  period: Period,
  changes: readonly Change[],
): readonly Step[] {
  let known = unknown;
  let before = NOWHERE;
  return changes.map((change) => {
    known = { ...known, ...change.made };
    const step = { change, before, after: cellsOf(form, period, known) };
    before = step.after;
    return step;
  });
}

/** What of a case was known at a position. */
export function changesUntil(
  { compare }: Pick<EventLog, 'compare'>,
  changes: readonly Change[],
  position: Position,
): readonly Change[] {
  return changes.filter((change) => compare(change.position, position) <= 0);
}

/** The cells in which a case counts differently. */
export function differingCells(before: Cells, after: Cells): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((cell) => {
    const [one, other] = [before.get(cell)?.value, after.get(cell)?.value];
    return one === undefined || other === undefined || compareDecimals(one, other) !== 0;
  });
}
