import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { box, placed } from '../../bench/generated-events.ts';
import type { Placed } from '../../bench/generated-events.ts';
import type { JsonObject } from '../../events/envelope.ts';

/** The CFPB's columns by the names their facts have. */
const FACTS = {
  product: 'Product',
  'sub-product': 'Sub-product',
  issue: 'Issue',
  'sub-issue': 'Sub-issue',
  'public-response': 'Company public response',
  company: 'Company',
  state: 'State',
  'zip-code': 'ZIP code',
  tags: 'Tags',
  consent: 'Consumer consent provided?',
  'submitted-via': 'Submitted via',
  'company-response': 'Company response to consumer',
  timely: 'Timely response?',
  disputed: 'Consumer disputed?',
} as const;

export type CfpbRow = { readonly [column: string]: string };

/** The rows of a file in `test/data`, as a parser of RFC 4180 reads them. */
export function cfpbRows(file: string): readonly CfpbRow[] {
  const text = readFileSync(join(import.meta.dirname, '..', 'data', file), 'utf8');
  return parse<CfpbRow>(text, { columns: true });
}

/** What an importer records of a row: one event in a stream of its own. For tests of what is projected from it. */
export function importedEvent(row: CfpbRow, institution: string): Placed {
  const reference = row['Complaint ID'] ?? '';
  const response = row['Company response to consumer'] ?? '';
  const narrative = row['Consumer complaint narrative'] ?? '';
  const data: JsonObject = {
    source: 'cfpb',
    reference: box(reference),
    snapshotOn: '2023-08-24',
    receivedOn: isoDate(row['Date received'] ?? ''),
    sentOn: isoDate(row['Date sent to company'] ?? ''),
    standing: response.startsWith('Closed') ? 'closed' : 'open',
    facts: Object.fromEntries(
      Object.entries(FACTS).flatMap(([name, column]) => {
        const value = row[column] ?? '';
        return value === '' ? [] : [[name, value]];
      }),
    ),
    narrative:
      narrative === ''
        ? null
        : {
            text: box(narrative),
            characters: [...narrative].length,
            lines: narrative.split('\n').length - 1,
          },
  };
  return placed(streamFor(reference, institution), 0, { type: 'CaseImported', data });
}

/** A stream that follows from the reference; the importer's own numbers are keyed. */
export function streamFor(reference: string, institution: string): string {
  const hash = createHash('sha256').update(reference).digest();
  const number = Array.from(hash.subarray(0, 12), (byte) => CROCKFORD.charAt(byte % 32)).join('');
  return `complaint-${institution}.${number}`;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function isoDate(text: string): string {
  const [, month = '', day = '', year = ''] = /^(\d+)\/(\d+)\/(\d+)$/.exec(text) ?? [];
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
