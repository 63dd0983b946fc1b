import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { sameJson } from '../events/same-json.ts';
import type { ReadTransaction } from './read-model.ts';
import { shapeOf } from './table-shape.ts';
import type { TableShape } from './table-shape.ts';

/** A row that is not the same on both sides; values stay where they are, for they may be somebody's. */
export type Difference = {
  readonly table: string;
  readonly key: { readonly [column: string]: unknown };
  /** Changed; absent from the rows served; or a surplus among them, which the log does not bear out. */
  readonly is: 'changed' | 'absent' | 'surplus';
  /** The columns that differ, of a changed row. */
  readonly columns: readonly string[];
};

export type Counts = {
  readonly equal: number;
  readonly changed: number;
  /** Rows that only one side has: absent from the rows served, or a surplus among them. */
  readonly missing: number;
  readonly absent: number;
  readonly surplus: number;
};
export type Comparison = Counts & {
  /** The first of the differences. */
  readonly examples: readonly Difference[];
};

/** Rows that are compared by one statement, which must not take as long as a statement may. */
const ROWS_AT_ONCE = 20_000;
const EXAMPLES = 5;

export const NOTHING: Comparison = {
  ...{ equal: 0, changed: 0, missing: 0, absent: 0, surplus: 0 },
  examples: [],
};

export function isSame({ changed, missing }: Counts): boolean {
  return changed === 0 && missing === 0;
}

export function plus(one: Comparison, other: Comparison): Comparison {
  return {
    equal: one.equal + other.equal,
    changed: one.changed + other.changed,
    missing: one.missing + other.missing,
    absent: one.absent + other.absent,
    surplus: one.surplus + other.surplus,
    examples: [...one.examples, ...other.examples].slice(0, EXAMPLES),
  };
}

/**
 * Compares tables that are served, by names such as `read.cases`, with those of the same name in `read_next`, row by
 * row on the primary key, some thousand streams at a time. Both sides are as this transaction sees them.
 */
export async function compareTables(
  transaction: ReadTransaction,
  tables: readonly string[],
  onCompared: (rows: number) => void,
): Promise<Comparison> {
  let found = NOTHING;
  for (const table of tables) {
    const shape = await shapeOf(transaction, table);
    for (let after: string | undefined = ''; after !== undefined;) {
      const until: string | undefined = await boundary(transaction, table, after);
      const part = { table, shape, within: range(after, until) };
      const counts = await count(transaction, part);
      const wanted = isSame(counts) ? 0 : EXAMPLES - found.examples.length;
      const examples = wanted === 0 ? [] : await differences(transaction, part, wanted);
      found = plus(found, { ...counts, examples });
      onCompared(counts.equal + counts.changed + counts.missing);
      after = until;
    }
  }
  return found;
}

/** Where a part ends; none for the last, which also takes what the served rows have beyond. */
async function boundary(
  transaction: ReadTransaction,
  table: string,
  after: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ stream: string }>`
    select stream from ${built(table)} where stream > ${after}
    order by stream offset ${ROWS_AT_ONCE} limit 1`.execute(transaction);
  return rows[0]?.stream;
}

type Part = {
  readonly table: string;
  readonly shape: TableShape;
  readonly within: RawBuilder<unknown>;
};

async function count(transaction: ReadTransaction, part: Part): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select equal, rows - equal - absent - surplus as changed, absent + surplus as missing, absent, surplus
    from (
      select count(*)::integer as rows,
        count(*) filter (where ${same(part)})::integer as equal,
        count(*) filter (where served.line is null)::integer as absent,
        count(*) filter (where built.line is null)::integer as surplus
      from ${paired(part, sql``)}
    ) as counted`.execute(transaction);
  return rows[0] ?? NOTHING;
}

type Pair = {
  readonly key: { readonly [column: string]: unknown };
  readonly served: { readonly [column: string]: unknown } | null;
  readonly built: { readonly [column: string]: unknown } | null;
};

async function differences(
  transaction: ReadTransaction,
  part: Part,
  wanted: number,
): Promise<readonly Difference[]> {
  const { table, shape } = part;
  const key = sql.join(shape.key.map((column) => sql`${sql.lit(column)}, ${sql.ref(column)}`));
  const { rows } = await sql<Pair>`
    select json_build_object(${key}) as key, served.whole as served, built.whole as built
    from ${paired(part, sql`, to_jsonb(one) as whole`)}
    where (${same(part)}) is not true
    order by ${names(shape.key)} limit ${wanted}`.execute(transaction);
  return rows.map(({ key, served, built }) => ({
    ...{ table, key },
    is: served === null ? 'absent' : built === null ? 'surplus' : 'changed',
    columns:
      served === null || built === null
        ? []
        : shape.columns.filter((column) => !sameJson(served[column], built[column])),
  }));
}

/** Both sides of a part, each row as one line of text beside its key; its cells of type `json` stay as they are. */
function paired({ table, shape, within }: Part, more: RawBuilder<unknown>): RawBuilder<unknown> {
  const json = [...shape.json].map((column) => sql`, ${sql.ref(column)}`);
  const plain = names(shape.columns.filter((column) => !shape.json.has(column)));
  const side = (of: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(select ${names(shape.key)}, row(${plain})::text as line${sql.join(json, sql``)}${more} from ${of} as one where ${within})`;
  const keys = names(shape.key);
  return sql`${side(sql.table(table))} as served full join ${side(built(table))} as built using (${keys})`;
}

/**
 * Whether both sides of a pair show the same. PostgreSQL has no equality of `json`, and reading one takes longer than
 * all else: only those of which the text differs are read, for the order of their keys means nothing.
 */
function same({ shape }: Part): RawBuilder<unknown> {
  const cells = [...shape.json].map((column) => {
    const [served, other] = [sql.ref(`served.${column}`), sql.ref(`built.${column}`)];
    return sql` and case when ${served}::text = ${other}::text then true
      else ${served}::jsonb is not distinct from ${other}::jsonb end`;
  });
  return sql`served.line = built.line${sql.join(cells, sql``)}`;
}

function names(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}

function built(table: string): RawBuilder<unknown> {
  return sql.table(table.replace(/^read\./, 'read_next.'));
}

function range(after: string, until: string | undefined): RawBuilder<unknown> {
  return until === undefined
    ? sql`stream > ${after}`
    : sql`stream > ${after} and stream <= ${until}`;
}
