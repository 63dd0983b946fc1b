import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import { keyId } from '../../keys/key-ring.ts';
import type { ReadDatabase } from '../database.ts';
import { pairsIn, searchable } from './searchable.ts';

/** Characters that a search must have: one alone would find nearly everything. */
export const SEARCHED_AT_LEAST = 2;

/** Whether something can be searched for: `SEARCHED_AT_LEAST` characters are left once gaps at both ends are gone. */
export function isSearchable(wanted: string): boolean {
  return [...searchable(wanted)].length >= SEARCHED_AT_LEAST;
}

/** That a text of the case of `read.cases` holds these characters, one after the other. */
export function saidIn(wanted: string): RawBuilder<SqlBool> {
  const text = searchable(wanted);
  return sql<SqlBool>`read.cases.stream in (
    select said.stream from read.texts as said
    where said.pairs @> ${[...pairsIn(text)]}::text[] and position(${text} in said.text) > 0
  )`;
}

/** The ids of the keys that the texts of these cases were sealed under. */
export async function keysOfTexts(
  database: ReadDatabase,
  streams: readonly string[],
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('read.texts')
    .select(['stream', 'generation'])
    .distinct()
    .where('stream', 'in', [...streams, ''])
    .orderBy('stream')
    .execute();
  return rows.map(({ stream, generation }) => keyId(stream, generation));
}
