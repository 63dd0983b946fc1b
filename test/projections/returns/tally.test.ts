import { expect, test } from 'vitest';
import { decimal, textOf } from '../../../projections/returns/decimal.ts';
import type { Cells } from '../../../projections/returns/placed.ts';
import { returnForm } from '../../../projections/returns/return-form.ts';
import type { Table } from '../../../projections/returns/return-form.ts';
import { Unbalanced, tallyOf } from '../../../projections/returns/tally.ts';

type Name = 'whole' | 'part' | 'money';
const origin = { article: 'house rule', mark: 'P' } as const;
const title = { en: 'T', zh: '表' };
const table: Table<Name> = { ...origin, title, unit: 'cases' };
const form = returnForm<Name>({
  ...origin,
  title,
  periods: ['year'],
  regimes: [],
  tables: {
    whole: { ...table, rows: ['all'] },
    part: { ...table, divides: 'whole', rows: ['first'] },
    money: { ...table, unit: 'money' },
  },
  place: () => [],
});

function cells(...placed: readonly (readonly [string, string, string?])[]): Cells {
  return new Map(
    placed.map(([name, row, value = '1']) => [
      `${name}:${row}`,
      { table: name, row, value: decimal(value) },
    ]),
  );
}

test('rows add up exactly: declared ones first, then the greatest, equal ones by name', () => {
  const tally = tallyOf(form);
  tally.add('1', cells(['whole', 'all'], ['part', 'b'], ['money', 'CNY', '0.10']));
  tally.add('2', cells(['whole', 'all'], ['part', 'a'], ['money', 'CNY', '0.20']));
  tally.add('3', cells(['whole', 'all'], ['part', 'c'], ['money', 'JPY', '5']));
  tally.add('4', cells(['whole', 'all'], ['part', 'c']));
  const rows = tally
    .tables()
    .map((one) => one.rows.map(({ row, cases, value }) => [row, cases, textOf(value)]));
  expect(rows).toEqual([
    [['all', 4, '4']],
    [
      ['first', 0, '0'],
      ['c', 2, '2'],
      ['a', 1, '1'],
      ['b', 1, '1'],
    ],
    [
      ['JPY', 1, '5'],
      ['CNY', 2, '0.30'],
    ],
  ]);
  expect(tally.checks()).toEqual([{ left: ['whole'], right: ['part'], sum: '4' }]);
});

test.each<readonly [string, Cells]>([
  ['stands in no part', cells(['whole', 'all'])],
  ['stands in two parts', cells(['whole', 'all'], ['part', 'a'], ['part', 'b'])],
  ['stands in a part alone', cells(['part', 'a'])],
])('a case that %s is named, even where another would make up for it', (_what, placed) => {
  const tally = tallyOf(form);
  tally.add('7', cells(['whole', 'all'], ['part', 'a']));
  expect(() => tally.add('8', placed)).toThrow(Unbalanced);
  expect(() => tally.add('8', placed)).toThrow('Case 8 does not add up');
});

test('a table that the form does not have is a mistake of the form', () => {
  expect(() => tallyOf(form).add('7', cells(['lost', 'all']))).toThrow('has no table lost');
});
