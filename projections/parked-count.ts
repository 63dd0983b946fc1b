import { sql } from 'kysely';
import type { ReadDatabase } from './database.ts';

/** How many cases of an institution are parked in any of these read models. */
export async function countParked(
  database: ReadDatabase,
  models: readonly string[],
  institution: string,
): Promise<number> {
  const { count } = await database
    .selectFrom('read.parked')
    .select(sql<number>`count(distinct stream)::integer`.as('count'))
    .where('model', 'in', models)
    .where(sql<string>`split_part(split_part(stream, '-', 2), '.', 1)`, '=', institution)
    .executeTakeFirstOrThrow();
  return count;
}
