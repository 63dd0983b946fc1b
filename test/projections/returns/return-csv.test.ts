import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { CountedReturn } from '../../../projections/returns/count-return.ts';
import { returnCsv } from '../../../projections/returns/return-csv.ts';

const origin = { article: 'house rule', mark: 'P' } as const;
const title = { en: 'T', zh: '表' };
const head = { return: 'uk-disp', institution: 'onebank', period: '2026-H1', at: '7@x', parked: 0 };

const csvOf = (...rows: readonly string[]): string => returnCsv(head, counted(...rows));

function counted(...rows: readonly string[]): CountedReturn {
  return {
    tables: [
      {
        ...{ ...origin, title, table: 'product', unit: 'cases' },
        rows: rows.map((row) => ({
          ...{ cell: `product:${row}`, row, cases: 1, value: '-1', share: null },
        })),
      },
    ],
    ...{ ratios: [], checks: [], complete: true },
  };
}

test('any text comes back as it was, whatever it is made of', () => {
  const rows = ['plain', 'a, b', 'say "no"', 'two\nlines', '信用卡'];
  const lines = parse<{ row: string; value: string; period: string }>(csvOf(...rows), {
    columns: true,
  });
  expect(lines.map(({ row }) => row)).toEqual(rows);
  expect(lines[0]).toMatchObject({ return: 'uk-disp', period: '2026-H1', parked: '0' });
});

test('every line says whether its period was over', () => {
  const completeIn = (complete: boolean) =>
    parse<{ complete: string }>(returnCsv(head, { ...counted('a', 'b'), complete }), {
      columns: true,
    }).map((line) => line.complete);
  expect(completeIn(true)).toEqual(['true', 'true']);
  expect(completeIn(false)).toEqual(['false', 'false']);
});

test('nothing is a formula to a spreadsheet, and numbers stay numbers', () => {
  const lines = parse<{ row: string; value: string }>(csvOf('=1+1', '@x', '-cmd', '+1'), {
    columns: true,
  });
  expect(lines.map(({ row }) => row)).toEqual(["'=1+1", "'@x", "'-cmd", '+1']);
  expect(lines.map(({ value }) => value)).toEqual(['-1', '-1', '-1', '-1']);
});
