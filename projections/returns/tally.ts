import { ZERO, compareDecimals, sumOf, textOf } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Cells } from './placed.ts';
import { cellOf } from './return-form.ts';
import type { Balance, ReturnForm, Table } from './return-form.ts';

/** A return that does not add up: a mistake in its form, which names the case that shows it. */
export class Unbalanced extends Error {
  override readonly name = 'Unbalanced';
}

export type TalliedRow = {
  readonly cell: string;
  readonly row: string;
  readonly cases: number;
  readonly value: Decimal;
};
export type Tallied = {
  readonly name: string;
  readonly table: Table;
  readonly rows: readonly TalliedRow[];
};

/** Sums that were compared, and equal. */
export type Check = {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly sum: string;
};

type Sum = { cases: number; value: Decimal };

export type Tally = ReturnType<typeof tallyOf>;

/** Adds up where cases stand; each case is held to the form's totals and balances by itself, and so are the sums. */
export function tallyOf(form: ReturnForm) {
  const sums = new Map(Object.keys(form.tables).map((name) => [name, new Map<string, Sum>()]));
  const balances = balancesOf(form);
  const totals = new Map<string, Decimal>();

  return {
    add: (number: string, cells: Cells): void => {
      if (cells.size === 0) return;
      const ofCase = new Map<string, Decimal>();
      for (const { table, row, value } of cells.values()) {
        const rows = sums.get(table);
        if (rows === undefined) throw new Unbalanced(`The form has no table ${table}.`);
        const sum = rows.get(row) ?? { cases: 0, value: ZERO };
        rows.set(row, { cases: sum.cases + 1, value: sumOf(sum.value, value) });
        ofCase.set(table, sumOf(ofCase.get(table) ?? ZERO, value));
      }
      for (const balance of balances) checked(balance, ofCase, `Case ${number}`);
      for (const [table, value] of ofCase)
        totals.set(table, sumOf(totals.get(table) ?? ZERO, value));
    },
    tables: (): readonly Tallied[] =>
      Object.entries(form.tables).map(([name, table]) => ({
        ...{ name, table },
        rows: rowsOf(name, table, sums.get(name) ?? new Map<string, Sum>()),
      })),
    checks: (): readonly Check[] =>
      balances.map((balance) => checked(balance, totals, 'The return')),
  };
}

/** A table that divides another is a balance of the two. */
function balancesOf({ tables, balances = [] }: ReturnForm): readonly Balance[] {
  const divided = Object.entries(tables).flatMap(([name, { divides }]) =>
    divides === undefined ? [] : [{ left: [divides], right: [name] }],
  );
  return [...divided, ...balances];
}

function checked(
  { left, right }: Balance,
  values: ReadonlyMap<string, Decimal>,
  whose: string,
): Check {
  const sum = (names: readonly string[]): Decimal =>
    sumOf(...names.map((name) => values.get(name) ?? ZERO));
  const [one, other] = [sum(left), sum(right)];
  if (compareDecimals(one, other) !== 0)
    throw new Unbalanced(
      `${whose} does not add up: ${left.join(' + ')} is ${textOf(one)}, ${right.join(' + ')} is ${textOf(other)}.`,
    );
  return { left, right, sum: textOf(one) };
}

function rowsOf(
  name: string,
  { rows = [], byName }: Table,
  sums: ReadonlyMap<string, Sum>,
): readonly TalliedRow[] {
  const others = [...sums.keys()]
    .filter((row) => !rows.includes(row))
    .toSorted()
    .toSorted((one, other) => (byName === true ? 0 : byValue(sums, one, other)));
  return [...rows, ...others].map((row) => {
    const { cases, value } = sums.get(row) ?? { cases: 0, value: ZERO };
    return { cell: cellOf({ table: name, row }), row, cases, value };
  });
}

/** The greatest first; equal ones keep their order. */
function byValue(sums: ReadonlyMap<string, Sum>, one: string, other: string): number {
  const [first, second] = [one, other].map((row) => sums.get(row)?.value ?? ZERO);
  return compareDecimals(second ?? ZERO, first ?? ZERO);
}
