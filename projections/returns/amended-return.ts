import type { Figure } from '../../events/institution/figure.ts';
import { sameJson } from '../../events/same-json.ts';
import { caseHistories } from './case-histories.ts';
import { toldEvent } from './cell-cases.ts';
import type { ToldEvent } from './cell-cases.ts';
import type { AskedReturn, Basis, CountedReturn } from './count-return.ts';
import { countReturn } from './count-return.ts';
import { ZERO, compareDecimals, decimal, lessBy, sumOf, textOf } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Pin } from './pin.ts';
import { NOWHERE, changesUntil, differingCells, stepsOf } from './placed.ts';
import type { Cells, Step } from './placed.ts';
import { cellOf } from './return-form.ts';
import { ReturnRefused } from './return-refused.ts';
import { Unbalanced } from './tally.ts';

export type Difference = {
  readonly cell: string;
  readonly before: string;
  readonly after: string;
};

/** The case is counted only since, no longer, or otherwise. */
export type Move = 'came' | 'went' | 'moved';

export type MovedCase = {
  readonly case: string;
  readonly move: Move;
  readonly differences: readonly Difference[];
  /** What happened between the pins that moved it, and into and out of which cells. */
  readonly events: readonly (ToldEvent & {
    readonly into: readonly string[];
    readonly outOf: readonly string[];
  })[];
};

export type ChangedFigure = {
  readonly figure: string;
  readonly on: string;
  readonly before: Figure;
  readonly after: Figure;
};

export type AmendedReturn = {
  /** Every cell whose value differs, with the sum of what its cases explain. */
  readonly cells: readonly (Difference & { readonly difference: string; readonly cases: number })[];
  /** Ratios that differ, of cases or of the figures they are divided by. */
  readonly ratios: readonly (Omit<Difference, 'cell'> & { readonly ratio: string })[];
  /** Figures of the institution that were stated or corrected between the pins. */
  readonly figures: readonly ChangedFigure[];
  readonly moved: { readonly [Kind in Move]: number };
  readonly cases: readonly MovedCase[];
  readonly next: string | null;
};

export type AskedAmendment = AskedReturn & {
  /** What was filed; `pin` is the later one. */
  readonly filed: Pin;
  readonly limit: number;
  readonly after?: string;
};

/**
 * Explains a return that is filed again: each difference of a cell is the sum of the cases that came, went or moved,
 * and each of these names the events that moved it. Throws `Unbalanced` where that is not so.
 */
export async function amendedReturn(
  basis: Basis,
  asked: AskedAmendment,
  figures: readonly Figure[],
): Promise<AmendedReturn> {
  const { pin, filed, limit, after = '' } = asked;
  if (basis.log.compare(filed.position, pin.position) > 0) throw outOfOrder();
  const before = await countReturn(basis, { ...asked, pin: filed }, figures);
  const later = await countReturn(basis, asked, figures);
  const explained = explanations();
  const cases: MovedCase[] = [];
  let next: string | null = null;
  for await (const one of movedCases(basis, asked)) {
    explained.add(one);
    if (one.case <= after) continue;
    if (cases.length < limit) cases.push(one);
    else next = cases.at(-1)?.case ?? null;
  }
  return {
    cells: explained.cells(before, later),
    ratios: differing(ratioValues(before), ratioValues(later)).map(({ cell: ratio, ...one }) => ({
      ratio,
      ...one,
    })),
    figures: changedFigures(before, later),
    ...{ moved: explained.moved, cases, next },
  };
}

async function* movedCases(
  { log, database }: Basis,
  { filed, pin, ...asked }: AskedAmendment,
): AsyncGenerator<MovedCase> {
  // Cases that stood in either of the two, by their numbers.
  const wanted = { ...asked, recordedAt: filed.recordedAt, after: '' };
  for await (const { number, changes } of caseHistories(database, wanted)) {
    const steps = stepsOf(asked.form, asked.period, changesUntil(log, changes, pin.position));
    const since = steps.filter(({ change }) => log.compare(change.position, filed.position) > 0);
    const [from, to] = [since[0]?.before ?? NOWHERE, since.at(-1)?.after ?? NOWHERE];
    const differences = differing(valuesOf(from), valuesOf(to));
    if (differences.length === 0) continue;
    const move = from.size === 0 ? 'came' : to.size === 0 ? 'went' : 'moved';
    yield { case: number, move, differences, events: since.flatMap(movedBy) };
  }
}

function movedBy({ change, before, after }: Step): MovedCase['events'] {
  const cells = differingCells(before, after);
  if (cells.length === 0) return [];
  const into = cells.filter((cell) => after.has(cell));
  return [{ ...toldEvent(change), into, outOf: cells.filter((cell) => before.has(cell)) }];
}

/** Adds up what cases explain, and holds it against the two returns. */
function explanations() {
  const sums = new Map<string, { cases: number; value: Decimal }>();
  const moved = { came: 0, went: 0, moved: 0 };
  return {
    moved,
    add: ({ move, differences }: MovedCase): void => {
      moved[move] += 1;
      for (const { cell, before, after } of differences) {
        const { cases, value } = sums.get(cell) ?? { cases: 0, value: ZERO };
        const difference = lessBy(decimal(after), decimal(before));
        sums.set(cell, { cases: cases + 1, value: sumOf(value, difference) });
      }
    },
    cells: (before: CountedReturn, later: CountedReturn): AmendedReturn['cells'] => {
      // Cases may exchange places: a cell of equal value is explained as well.
      const values = [cellValues(before), cellValues(later)] as const;
      const cells = new Set([...differing(...values).map(({ cell }) => cell), ...sums.keys()]);
      return [...cells].map((cell) => {
        const [one, other] = values.map((all) => all.get(cell) ?? '0');
        const difference = lessBy(decimal(other ?? '0'), decimal(one ?? '0'));
        const { cases, value } = sums.get(cell) ?? { cases: 0, value: ZERO };
        if (compareDecimals(difference, value) !== 0)
          throw new Unbalanced(
            `${cell} differs by ${textOf(difference)}, and its cases by ${textOf(value)}.`,
          );
        const told = { before: one ?? '0', after: other ?? '0', difference: textOf(difference) };
        return { cell, ...told, cases };
      });
    },
  };
}

type Values = ReadonlyMap<string, string>;

function cellValues({ tables }: CountedReturn): Values {
  return new Map(tables.flatMap(({ rows }) => rows.map(({ cell, value }) => [cell, value])));
}

function ratioValues({ ratios }: CountedReturn): Values {
  return new Map(
    ratios.flatMap(({ ratio, rows }) =>
      rows.map(({ row, value }) => [cellOf({ table: ratio, row }), value]),
    ),
  );
}

/** Each figure that the two divide by, where another statement of it stands. */
function changedFigures(before: CountedReturn, later: CountedReturn): readonly ChangedFigure[] {
  const now = new Map(later.ratios.map(({ figure }) => [figure.figure, figure]));
  const then = new Map(before.ratios.map(({ figure }) => [figure.figure, figure]));
  return [...then.values()].flatMap((one) => {
    const after = now.get(one.figure);
    const { figure, on } = one;
    return after === undefined || sameJson(one, after) ? [] : [{ figure, on, before: one, after }];
  });
}

function valuesOf(cells: Cells): Values {
  return new Map([...cells].map(([cell, { value }]) => [cell, textOf(value)]));
}

function differing(before: Values, after: Values): readonly Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((cell) => {
    const [was, is] = [before.get(cell), after.get(cell)];
    const [one, other] = [was ?? zeroAs(is), is ?? zeroAs(was)];
    return compareDecimals(decimal(one), decimal(other)) === 0
      ? []
      : [{ cell, before: one, after: other }];
  });
}

/** Nothing, with the decimals of what stands beside it. */
function zeroAs(value = '0'): string {
  return textOf({ ...ZERO, scale: decimal(value).scale });
}

function outOfOrder(): ReturnRefused {
  return new ReturnRefused('pins-out-of-order', {
    en: 'An amended return is pinned later than the one that was filed: `from` comes before `to`.',
    zh: '更正报表的时点须晚于已报送报表：`from` 应早于 `to`。',
  });
}
