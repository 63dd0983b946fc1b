import type { Instant } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import type { Figure } from '../../events/institution/figure.ts';
import type { ReadDatabase } from '../database.ts';
import { caseHistories } from './case-histories.ts';
import { ratioOf, sumOf, textOf } from './decimal.ts';
import { knownAfter } from './known-case.ts';
import { daysAfter } from './period.ts';
import type { Period } from './period.ts';
import type { Pin } from './pin.ts';
import { cellsOf, changesUntil } from './placed.ts';
import { ratiosOf } from './ratios.ts';
import type { CountedRatio } from './ratios.ts';
import type { ReturnForm, Table } from './return-form.ts';
import { tallyOf } from './tally.ts';
import type { Check, Tallied, Tally } from './tally.ts';

/** What returns are made from. */
export type Basis = { readonly log: EventLog; readonly database: ReadDatabase };

export type AskedReturn = {
  readonly institution: string;
  readonly form: ReturnForm;
  readonly period: Period;
  readonly pin: Pin;
};

export type CountedRow = {
  readonly cell: string;
  readonly row: string;
  readonly cases: number;
  /** A whole number, or a decimal of the table's unit. */
  readonly value: string;
  /** In percent of the whole, where the table has shares. */
  readonly share: string | null;
};
export type CountedTable = Pick<Table, 'title' | 'unit' | 'article' | 'mark'> & {
  readonly table: string;
  readonly rows: readonly CountedRow[];
};
export type CountedReturn = {
  readonly tables: readonly CountedTable[];
  readonly ratios: readonly CountedRatio[];
  readonly checks: readonly Check[];
  /** The last day of the period lies behind what is known. */
  readonly complete: boolean;
};

/** Makes a return. Throws `ReturnRefused` where a figure is missing, and `Unbalanced` when it does not add up. */
export async function countReturn(
  basis: Basis,
  asked: AskedReturn,
  figures: readonly Figure[] = [],
): Promise<CountedReturn> {
  const { form, period, pin } = asked;
  const tally = tallyOf(form);
  for await (const { number, changes } of caseHistories(basis.database, {
    ...asked,
    recordedAt: pin.recordedAt,
  })) {
    const known = knownAfter(changesUntil(basis.log, changes, pin.position));
    tally.add(number, cellsOf(form, period, known));
  }
  return countedFrom(tally, { form, period, knownAt: pin.knownAt }, figures);
}

/** The return that a tally of all its cases comes to. */
export function countedFrom(
  tally: Tally,
  { form, period, knownAt }: Pick<AskedReturn, 'form' | 'period'> & Pick<Pin, 'knownAt'>,
  figures: readonly Figure[],
): CountedReturn {
  const tables = tally.tables();
  return {
    tables: tables.map(counted),
    ratios: ratiosOf(form, tables, { period, knownAt, stated: figures }),
    checks: tally.checks(),
    complete: isOver(period, knownAt),
  };
}

function counted({ name, table, rows }: Tallied): CountedTable {
  const { title, unit, article, mark, shares } = table;
  const all = sumOf(...rows.map(({ value }) => value));
  const hasShares = shares === true && all.digits > 0n;
  return {
    ...{ table: name, title, unit, article, mark },
    rows: rows.map(({ cell, row, cases, value }) => ({
      ...{ cell, row, cases, value: textOf(value) },
      share: hasShares ? ratioOf(value, '100', all) : null,
    })),
  };
}

/** A day is over everywhere a day later. */
function isOver({ to }: Period, knownAt: Instant): boolean {
  return knownAt.slice(0, 10) > daysAfter(to, 1);
}
