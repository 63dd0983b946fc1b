import { sql } from 'kysely';
import type { ReadTransaction } from './read-model.ts';

/** A row as it is written and read again: columns by name, instants and dates as text. */
export type Row = { readonly stream: string };

/**
 * Rows of some streams, as JSON: PostgreSQL's client would read a date as local midnight. Cells of type `json` come as
 * they were written, the order of their keys included.
 */
export async function loadRows<Loaded extends Row>(
  transaction: ReadTransaction,
  table: string,
  streams: readonly string[],
): Promise<readonly Loaded[]> {
  if (streams.length === 0) return [];
  const { rows } = await sql<{ row: Loaded }>`
    select row_to_json(one) as row from ${sql.table(table)} as one
    where stream = any (${[...streams]}::text[])`.execute(transaction);
  return rows.map(({ row }) => row);
}

/** Inserts rows or replaces those of the same key, all in one statement. All rows have the same columns. */
export async function saveRows(
  transaction: ReadTransaction,
  table: string,
  key: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const changed = columns.filter((column) => !key.includes(column));
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`
    insert into ${sql.table(table)} (${names})
    select ${names} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update set ${sql.join(
      changed.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
    )}`.execute(transaction);
}

export async function deleteRows(
  transaction: ReadTransaction,
  table: string,
  streams: readonly string[],
): Promise<void> {
  if (streams.length === 0) return;
  await sql`delete from ${sql.table(table)} where stream = any (${[...streams]}::text[])`.execute(
    transaction,
  );
}
