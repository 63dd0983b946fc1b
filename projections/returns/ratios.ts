import type { Instant } from '../../events/envelope.ts';
import type { Figure } from '../../events/institution/figure.ts';
import { decimal, ratioOf } from './decimal.ts';
import { figureOn } from './figures.ts';
import type { Period } from './period.ts';
import { ReturnRefused } from './return-refused.ts';
import type { Ratio, ReturnForm } from './return-form.ts';
import type { Tallied } from './tally.ts';

export type CountedRatio = Pick<Ratio, 'title' | 'per' | 'article' | 'mark'> & {
  readonly ratio: string;
  /** What it was divided by, and where the institution has that from. */
  readonly figure: Figure;
  readonly rows: readonly { readonly cell: string; readonly row: string; readonly value: string }[];
};

type Stated = {
  readonly period: Period;
  readonly knownAt: Instant;
  readonly stated: readonly Figure[];
};

/** Rows by the institution's figures on the period's last day. Throws `ReturnRefused` naming each that is missing. */
export function ratiosOf(
  { ratios = [] }: ReturnForm,
  tables: readonly Tallied[],
  { period, knownAt, stated }: Stated,
): readonly CountedRatio[] {
  const on = period.to;
  const missing = new Set<Ratio['by']>();
  const counted = ratios.flatMap(({ name, of, by, ...ratio }) => {
    const figure = figureOn(stated, { figure: by, on }, knownAt);
    if (figure === undefined) missing.add(by);
    if (figure === undefined) return [];
    const { title, per, article, mark } = ratio;
    const rows = tables
      .filter((table) => table.name === of)
      .flatMap((table) => table.rows)
      .map(({ cell, row, value }) => ({
        cell,
        row,
        value: ratioOf(value, per, decimal(figure.value)),
      }));
    return [{ ratio: name, ...{ title, per, article, mark, figure, rows } }];
  });
  if (missing.size > 0) throw missingFigures([...missing], on, knownAt);
  return counted;
}

function missingFigures(
  names: readonly Ratio['by'][],
  on: string,
  knownAt: Instant,
): ReturnRefused {
  const listed = names.map((name) => `${name} on ${on}`).join(', ');
  return new ReturnRefused(
    'figure-missing',
    {
      en: `The institution had not stated ${listed} by ${knownAt}; see \`redress figure state --help\`.`,
      zh: `截至 ${knownAt}，机构尚未提供 ${on} 的数据：${names.join('、')}；参见 \`redress figure state --help\`。`,
    },
    names.map((name) => ({ at: `figures/${name}/${on}`, message: 'is not stated' })),
  );
}
