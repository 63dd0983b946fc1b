import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Golden = { readonly [name: string]: unknown };

const GOLDEN = join(import.meta.dirname, '..', '..', 'data', 'cfpb-sample-golden.json');

/** Which table of the CFPB return holds what the counts name so. */
const TABLES = {
  Product: 'product',
  'Submitted via': 'submitted-via',
  'Company response to consumer': 'company-response',
  'Timely response?': 'timely',
  'Consumer disputed?': 'disputed',
  'Consumer consent provided?': 'consent',
  Tags: 'tags',
  'Company public response': 'public-response',
  lag_bucket: 'lag-bucket',
  timely_by_response: 'timely-by-response',
  disputed_by_response: 'disputed-by-response',
  received_by_month: 'received-by-month',
} as const;

const SINGLE = {
  rows: 'complaints:all',
  lag_days_sum: 'lag-days:sum',
  narratives: 'narratives:all',
  narrative_chars: 'narrative-characters:sum',
  narratives_with_newline: 'narratives:with-line-breaks',
} as const;

/** The counts of the CFPB sample that were made without this software, by the cell that must hold them. */
export function goldenOf(): { readonly [cell: string]: string } {
  const golden = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Golden;
  const rowsOf = (name: string): readonly (readonly [string, unknown])[] =>
    Object.entries(golden[name] as object);
  const byTwo = rowsOf('timely_by_lag_bucket').flatMap(([bucket, of]) =>
    Object.entries(of as object).map(
      ([timely, count]) => [`timely-by-lag-bucket:${bucket} | ${timely}`, String(count)] as const,
    ),
  );
  return Object.fromEntries([
    ...Object.entries(SINGLE).map(([name, cell]) => [cell, String(golden[name])] as const),
    ...Object.entries(TABLES).flatMap(([name, table]) =>
      rowsOf(name).map(([row, count]) => [`${table}:${row}`, String(count)] as const),
    ),
    ...byTwo,
  ]);
}
