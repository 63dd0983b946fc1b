import type { Text } from '../../events/envelope.ts';
import type { FigureName } from '../../events/institution/institution-events.ts';
import type { KnownCase } from './known-case.ts';
import type { Period, PeriodKind } from './period.ts';

/** Where a rule is written, and how sure that is: V its text was read, S secondary, M from memory, P a proposal. */
export type Origin = { readonly article: string; readonly mark: 'V' | 'S' | 'M' | 'P' };

/** One case in one cell; it adds 1, unless the table sums something else. */
export type Placement<TableName extends string = string> = {
  readonly table: TableName;
  readonly row: string;
  /** A decimal, such as `300.00`. */
  readonly adds?: string;
};

export type Table<TableName extends string = string> = Origin & {
  readonly title: Text;
  /** What its cells add up. */
  readonly unit: 'cases' | 'money' | 'days' | 'characters';
  /** The rows that stand in every return, in this order; others follow as they occur, the greatest first. */
  readonly rows?: readonly string[];
  /** Others follow by their names instead. */
  readonly byName?: true;
  /** A table whose cases this one divides: each of them stands in exactly one row here, and no other case does. */
  readonly divides?: TableName;
  /** Its rows are shown with their share of the whole, in percent. */
  readonly shares?: true;
};

/** What comes in and what goes out are equal, for each case as for the sum. */
export type Balance<TableName extends string = string> = {
  readonly left: readonly TableName[];
  readonly right: readonly TableName[];
};

/** Rows of a table by a figure of the institution: so many per `per` of it. */
export type Ratio<TableName extends string = string> = Origin & {
  readonly name: string;
  readonly title: Text;
  readonly of: TableName;
  readonly by: FigureName;
  readonly per: string;
};

/** What the rule asks for, or changes, that the form does not tell, and why: whoever files it adds it by hand. */
export type LeftOut = Origin & {
  readonly what: Text;
  /** Of periods that end on this day or later. */
  readonly from?: string;
};

/**
 * A return: what it holds as data, and one pure function that says where a case stands in it. Counting, totals, ratios,
 * the way back to cases and events and the explanation of an amended return follow from these.
 */
export type ReturnForm<TableName extends string = string> = Origin & {
  readonly title: Text;
  readonly periods: readonly PeriodKind[];
  /** Whose rules it follows: only cases under one of these regimes, or from one of these sources, are looked at. */
  readonly regimes: readonly string[];
  readonly sources?: readonly string[];
  /** Whether a case received before the period may stand in it. */
  readonly looksBack?: true;
  readonly tables: { readonly [Name in TableName]: Table<TableName> };
  readonly balances?: readonly Balance<TableName>[];
  readonly ratios?: readonly Ratio<TableName>[];
  readonly leavesOut?: readonly LeftOut[];
  /** Every cell the case stands in, as it is known; none when the return does not count it. */
  readonly place: (known: KnownCase, period: Period) => readonly Placement<TableName>[];
};

/** A form, its tables' names checked against each other and then forgotten. */
export function returnForm<TableName extends string>(form: ReturnForm<TableName>): ReturnForm {
  return form;
}

/** What of a period the form does not tell; without one, of any. */
export function leftOut({ leavesOut = [] }: ReturnForm, period?: Period): readonly LeftOut[] {
  return leavesOut.filter(({ from = '' }) => period === undefined || period.to >= from);
}

/** How a cell is named: `product:credit-card`. */
export function cellOf({ table, row }: Pick<Placement, 'table' | 'row'>): string {
  return `${table}:${row}`;
}
