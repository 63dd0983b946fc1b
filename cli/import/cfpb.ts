import { ISO, MONTH_FIRST, readDay } from './dates.ts';
import type { DoubtfulRow, ImportFormat, ImportedRow, RowReader } from './import-format.ts';
import { WrongFile } from './wrong-file.ts';

/**
 * The CFPB's Consumer Complaint Database, as published since 2011: one row a complaint, columns by name, of which
 * later and earlier files leave some out. Days are written in ISO or month first. Values are taken byte for byte:
 * `N/A` says something other than a blank, and blanks say nothing.
 */
export const cfpb: ImportFormat = { source: 'cfpb', reader };

/** Columns that become facts, by the facts' names. */
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

const RECEIVED = 'Date received';
const SENT = 'Date sent to company';
const NARRATIVE = 'Consumer complaint narrative';
const ID = 'Complaint ID';

/** Every file of this kind has these. */
const REQUIRED: readonly string[] = [
  RECEIVED,
  FACTS.product,
  FACTS.issue,
  SENT,
  FACTS['company-response'],
];
/** Names that older files give a column. */
const OLDER_NAMES: { readonly [title: string]: string } = {
  'company response': FACTS['company-response'],
  'consumer consent provided': FACTS.consent,
  'timely response': FACTS.timely,
  'consumer disputed': FACTS.disputed,
};
const SHAPES = [ISO, MONTH_FIRST];
/** The first complaints were taken on this day. */
const SINCE = '2011-07-21';
/** Everything that a company can have answered, and whether it closes the complaint. */
const RESPONSES: ReadonlyMap<string, ImportedRow['standing']> = new Map([
  ['', null],
  ['In progress', 'open'],
  ['Untimely response', 'open'],
  ...[
    'Closed',
    'Closed with explanation',
    'Closed with monetary relief',
    'Closed with non-monetary relief',
    'Closed with relief',
    'Closed without relief',
  ].map((response) => [response, 'closed'] as const),
]);
/** Columns that say one of these words, or nothing. */
const WORDS: { readonly [title: string]: readonly string[] } = {
  [FACTS.timely]: ['Yes', 'No'],
  [FACTS.disputed]: ['Yes', 'No', 'N/A'],
};

function reader(header: readonly string[], file: string): RowReader {
  const places = placesOf(header, file);
  const missing = REQUIRED.filter((title) => !places.has(title));
  if (missing.length > 0)
    throw new WrongFile(
      `${file} is not a file of the CFPB's complaints: its first line does not hold the columns ${missing.map((one) => `“${one}”`).join(', ')}. ` +
        `It begins with ${JSON.stringify(header.slice(0, 3).join(', ').slice(0, 100))}.`,
    );
  return (cells) => {
    const cell = (title: string): string => cells[places.get(title) ?? -1] ?? '';
    return rowOf(cell);
  };
}

function placesOf(header: readonly string[], file: string): ReadonlyMap<string, number> {
  const known = new Map(
    [RECEIVED, SENT, NARRATIVE, ID, ...Object.values(FACTS)].map((one) => [one.toLowerCase(), one]),
  );
  const places = new Map<string, number>();
  for (const [index, written] of header.entries()) {
    const title = written.trim().toLowerCase();
    const column = known.get(title) ?? OLDER_NAMES[title];
    if (column === undefined) continue;
    if (places.has(column))
      throw new WrongFile(`${file}: the header has two columns “${column}”: keep one of them.`);
    places.set(column, index);
  }
  return places;
}

function rowOf(cell: (title: string) => string): ImportedRow | DoubtfulRow {
  const doubtful: string[] = [];
  const day = (title: string): string | null => {
    const text = cell(title);
    const read = readDay(text, SHAPES);
    if (text !== '' && read === undefined)
      doubtful.push(
        `${title} ${quoted(text)} is not a day as this source writes it (2020-03-18 or 3/18/2020): was the file saved by a spreadsheet?`,
      );
    return read ?? null;
  };
  const [receivedOn, sentOn] = [day(RECEIVED), day(SENT)];
  if (receivedOn === null && cell(RECEIVED) === '') doubtful.push(`${RECEIVED} is blank`);
  if (receivedOn !== null && receivedOn < SINCE)
    doubtful.push(`${RECEIVED} ${quoted(cell(RECEIVED))} is before the first complaint, ${SINCE}`);
  const reference = cell(ID);
  if (!/^\d{0,15}$/.test(reference))
    doubtful.push(
      `${ID} ${quoted(reference)} is not a number: was the file saved by a spreadsheet?`,
    );
  const response = cell(FACTS['company-response']);
  const standing = RESPONSES.get(response);
  if (standing === undefined)
    doubtful.push(`${FACTS['company-response']} ${quoted(response)} is not known`);
  doubtful.push(...strangeWords(cell));
  if (doubtful.length > 0 || receivedOn === null || standing === undefined) return { doubtful };
  const narrative = cell(NARRATIVE);
  return {
    reference: reference === '' ? null : reference,
    receivedOn,
    sentOn,
    standing,
    facts: factsOf(cell),
    narrative: narrative === '' ? null : narrative,
  };
}

function strangeWords(cell: (title: string) => string): readonly string[] {
  return Object.entries(WORDS).flatMap(([title, words]) =>
    cell(title) === '' || words.includes(cell(title))
      ? []
      : [`${title} ${quoted(cell(title))} is none of ${words.join(', ')}`],
  );
}

function factsOf(cell: (title: string) => string): ImportedRow['facts'] {
  return Object.fromEntries(
    Object.entries(FACTS).flatMap(([name, title]) => {
      const value = cell(title);
      return value === '' ? [] : [[name, value] as const];
    }),
  );
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
