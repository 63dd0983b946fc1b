import { sql } from 'kysely';
import type { ReadTransaction } from './read-model.ts';

export type TableShape = {
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** All columns, and those of type `json`, which PostgreSQL cannot compare. */
  readonly columns: readonly string[];
  readonly json: ReadonlySet<string>;
};

type Column = { readonly name: string; readonly type: string; readonly place: number | null };

/** The columns of a table such as `read.cases`. Throws when it has no primary key: its rows could not be paired. */
export async function shapeOf(transaction: ReadTransaction, table: string): Promise<TableShape> {
  const { rows } = await sql<Column>`
    select attname as name, format_type(atttypid, null) as type,
      array_position(string_to_array(indkey::text, ' ')::integer[], attnum::integer) as place
    from pg_attribute left join pg_index on indrelid = attrelid and indisprimary
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
    order by attnum`.execute(transaction);
  const key = rows
    .filter(({ place }) => place !== null)
    .toSorted((one, other) => (one.place ?? 0) - (other.place ?? 0))
    .map(({ name }) => name);
  if (key.length === 0) throw new TypeError(`The table ${table} has no primary key.`);
  const json = rows.filter(({ type }) => type === 'json').map(({ name }) => name);
  return { key, columns: rows.map(({ name }) => name), json: new Set(json) };
}
