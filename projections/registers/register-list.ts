import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { instantIn, keyIn, pageOf } from '../cursor.ts';
import type { ReadDatabase } from '../database.ts';
import type { RegisterName } from './registers.ts';

export type RegisterQuery = {
  readonly institution: string;
  readonly register: RegisterName;
  readonly limit: number;
  /** How entries stand. */
  readonly state?: string;
  /** Of the case as it is now. */
  readonly product?: string;
  readonly unit?: string;
  /** Entries of that instant and later, and of earlier ones than that. */
  readonly from?: Date;
  readonly before?: Date;
  /** The cursor of the page before. */
  readonly after?: string;
};

export type ListedEntry = Awaited<ReturnType<typeof select>>[number];
export type EntryPage = { readonly entries: readonly ListedEntry[]; readonly next: string | null };

/** A page of one register of an institution, newest first. Throws `UnknownCursor`. */
export async function listEntries(
  database: ReadDatabase,
  query: RegisterQuery,
): Promise<EntryPage> {
  const { register, limit } = query;
  const found = await select(database, query);
  const { rows: entries, next } = pageOf(nameOf(register), found, limit, (last) => [
    last.occurred_at.toISOString(),
    last.number,
    String(last.revision),
    String(last.place),
  ]);
  return { entries, next };
}

function nameOf(register: RegisterName): string {
  return `registers/${register}`;
}

function select(database: ReadDatabase, query: RegisterQuery) {
  const { institution, register, limit, state, product, unit, from, before, after } = query;
  let selected = database
    .selectFrom('read.register_entries as entry')
    .leftJoin('read.cases as case', 'case.stream', 'entry.stream')
    .select([
      'entry.number',
      'entry.revision',
      'entry.place',
      'entry.occurred_at',
      'entry.state',
      'entry.details',
      'case.product',
      'case.unit',
      'case.handler',
    ])
    .where('entry.institution', '=', institution)
    .where('entry.register', '=', register)
    .orderBy('entry.occurred_at', 'desc')
    .orderBy('entry.number', 'desc')
    .orderBy('entry.revision', 'desc')
    .orderBy('entry.place', 'desc')
    .limit(limit + 1);
  if (state !== undefined) selected = selected.where('entry.state', '=', state);
  if (product !== undefined) selected = selected.where('case.product', '=', product);
  if (unit !== undefined) selected = selected.where('case.unit', '=', unit);
  if (from !== undefined) selected = selected.where('entry.occurred_at', '>=', from);
  if (before !== undefined) selected = selected.where('entry.occurred_at', '<', before);
  if (after !== undefined) {
    const [at, number, revision, place] = keyIn(nameOf(register), after, 4);
    selected = selected.where(
      sql<SqlBool>`(entry.occurred_at, entry.number, entry.revision, entry.place)
        < (${instantIn(at)}, ${number}, ${wholeIn(revision)}, ${wholeIn(place)})`,
    );
  }
  return selected.execute();
}

/** The part of a cursor that is a whole number, for PostgreSQL's `integer`. */
function wholeIn(text: string | undefined): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0 && number < 2 ** 31 ? number : 0;
}
