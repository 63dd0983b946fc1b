import { z } from 'zod';
import { FACTS_PER_CASE } from '../../events/complaint/codes.ts';
import { code } from '../../events/words.ts';
import { readJsonAs } from '../read-json.ts';
import { DAY_SHAPES, readDay } from './dates.ts';
import type { DoubtfulRow, ImportFormat, ImportedRow, RowReader } from './import-format.ts';
import { WrongFile } from './wrong-file.ts';

/** A house's own spreadsheet, saved as CSV, with a mapping file that says which column is what. */

const title = z.string().min(1).max(200);

export const mapping = z.strictObject({
  /** The register the references are unique in; never another format's. */
  source: code
    .regex(
      /^[a-z][a-z0-9-]*$/,
      'must be small letters, digits and hyphens, as in legacy-complaints',
    )
    .refine((source) => source !== 'cfpb', 'is the name of a format of its own: choose another'),
  delimiter: z.enum([',', ';', '\t']).default(','),
  /** How days are written; one way for all columns. */
  days: z.enum(DAY_SHAPES.map(({ name }) => name)).default('YYYY-MM-DD'),
  columns: z.strictObject({
    reference: title,
    receivedOn: title,
    sentOn: title.optional(),
    standing: title,
    narrative: title.optional(),
  }),
  /** What the column of the standing says of open and of closed cases, exactly. */
  standings: z.strictObject({
    open: z.array(z.string().min(1)).min(1),
    closed: z.array(z.string().min(1)).min(1),
  }),
  /** The columns to keep as facts, by the facts' names. Never personal data: facts are not sealed. */
  facts: z
    .record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), title, {
      error: ({ code }) =>
        code === 'invalid_key'
          ? 'a fact’s name must be lower-case words joined by hyphens, as in sub-product'
          : undefined,
    })
    .refine(
      (facts) => Object.keys(facts).length <= FACTS_PER_CASE,
      `at most ${FACTS_PER_CASE} facts`,
    )
    .default({}),
});
export type Mapping = z.infer<typeof mapping>;

/** Reads a mapping file; throws `CommandFailed` naming every fault in it. */
export function readMapping(file: string): Mapping {
  const read = readJsonAs(file, mapping, { en: 'a mapping', zh: '映射文件' });
  const both = read.standings.open.filter((one) => read.standings.closed.includes(one));
  if (both.length > 0)
    throw new WrongFile(`${file} is not a mapping: ${both.join(', ')} is both open and closed.`);
  return read;
}

export function spreadsheet(by: Mapping): ImportFormat {
  return {
    source: by.source,
    delimiter: by.delimiter,
    reader: (header, file) => readerBy(by, placesOf(by, header, file)),
  };
}

type Places = ReadonlyMap<string, number>;

function placesOf({ columns, facts }: Mapping, header: readonly string[], file: string): Places {
  const titles = [...Object.values(columns), ...Object.values(facts)].filter(
    (one) => one !== undefined,
  );
  const trimmed = header.map((one) => one.trim());
  const places = new Map(titles.map((one) => [one, trimmed.indexOf(one.trim())]));
  const missing = [...places].filter(([, place]) => place < 0).map(([one]) => `“${one}”`);
  if (missing.length > 0)
    throw new WrongFile(
      `${file} is not the table of the mapping: its first line has no column ${missing.join(', ')}, which the mapping names. Its columns: ${trimmed.join(', ').slice(0, 400)}.`,
    );
  const twice = titles.find(
    (one) => trimmed.indexOf(one.trim()) !== trimmed.lastIndexOf(one.trim()),
  );
  if (twice !== undefined) throw new WrongFile(`${file} has two columns “${twice}”.`);
  return places;
}

function readerBy({ columns, facts, days, standings }: Mapping, places: Places): RowReader {
  const shapes = DAY_SHAPES.filter(({ name }) => name === days);
  return (cells): ImportedRow | DoubtfulRow => {
    const cell = (column: string | undefined): string =>
      column === undefined ? '' : (cells[places.get(column) ?? -1] ?? '');
    const doubtful: string[] = [];
    const day = (column: string | undefined): string | null => {
      const text = cell(column);
      const read = readDay(text, shapes);
      if (text !== '' && read === undefined)
        doubtful.push(
          `${column ?? ''} ${JSON.stringify(text.slice(0, 40))} is not a day as ${days}`,
        );
      return read ?? null;
    };
    const [receivedOn, sentOn] = [day(columns.receivedOn), day(columns.sentOn)];
    if (cell(columns.receivedOn) === '') doubtful.push(`${columns.receivedOn} is blank`);
    const [reference, said, narrative] = [
      columns.reference,
      columns.standing,
      columns.narrative,
    ].map(cell);
    if (reference === '') doubtful.push(`${columns.reference} is blank`);
    const standing = standingOf(standings, said ?? '');
    if (standing === undefined)
      doubtful.push(
        `${columns.standing} ${JSON.stringify(said)} is neither open nor closed by the mapping`,
      );
    if (doubtful.length > 0 || receivedOn === null || standing === undefined) return { doubtful };
    return {
      reference: reference ?? null,
      receivedOn,
      sentOn,
      standing,
      facts: Object.fromEntries(
        Object.entries(facts).flatMap(([name, column]) =>
          cell(column) === '' ? [] : [[name, cell(column)] as const],
        ),
      ),
      narrative: narrative === undefined || narrative === '' ? null : narrative,
    };
  };
}

function standingOf({ open, closed }: Mapping['standings'], said: string) {
  if (open.includes(said)) return 'open';
  return closed.includes(said) ? 'closed' : undefined;
}
