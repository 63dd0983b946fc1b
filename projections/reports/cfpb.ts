import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { ReadDatabase } from '../database.ts';
import { casesAsked } from './report.ts';
import type { Asked, Report } from './report.ts';

type Counts = { readonly [value: string]: number };

/** What a blank or absent column is called. */
const BLANK = '(blank)';

/** Columns that are counted by value: the title in the source's files, and the fact's name. */
const COUNTED = {
  Product: 'product',
  'Submitted via': 'submitted-via',
  'Company response to consumer': 'company-response',
  'Timely response?': 'timely',
  'Consumer disputed?': 'disputed',
  'Consumer consent provided?': 'consent',
  Tags: 'tags',
  'Company public response': 'public-response',
} as const;

/**
 * The complaints imported from the CFPB's database, counted as an analyst would count the file itself: by the source's
 * own columns and words, and by the days between receipt and sending to the firm.
 */
export const cfpb: Report = {
  title: {
    en: 'Imported CFPB complaints by their own columns',
    zh: '导入的 CFPB 投诉统计（按来源字段）',
  },
  models: ['cases'],
  count: (database, asked) =>
    // Within a transaction all counts are of one moment already, or of tables that nobody else writes.
    database.isTransaction
      ? countAll(countsOf(database, asked))
      : database
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute((transaction) => countAll(countsOf(transaction, asked))),
};

async function countAll(counts: CountsOf) {
  const response = fact('company-response');
  const columns: { [title: string]: Counts } = {};
  for (const [title, name] of Object.entries(COUNTED)) columns[title] = await counts.by(fact(name));
  return {
    ...(await counts.totals()),
    lag_bucket: await counts.by(lagBucket, byLag('value')),
    timely_by_lag_bucket: await counts.byTwo(lagBucket, fact('timely')),
    ...(await counts.narratives()),
    ...columns,
    timely_by_response: await counts.by(joined(response, fact('timely'))),
    disputed_by_response: await counts.by(joined(response, fact('disputed'))),
    received_by_month: await counts.by(sql<string>`to_char(received_on, 'YYYY-MM')`, sql`value`),
  };
}

const lag = sql<number>`(sent_on - received_on)`;

const lagBucket = sql<string | null>`case
  when sent_on is null then null
  when ${lag} <= 0 then '0'
  when ${lag} <= 7 then '1-7'
  when ${lag} <= 15 then '8-15'
  when ${lag} <= 30 then '16-30'
  when ${lag} <= 60 then '31-60'
  else '>60' end`;

const LAGS = ['0', '1-7', '8-15', '16-30', '31-60', '>60'];

/** The shortest first; as text 16 would stand before 8. */
function byLag(column: string): RawBuilder<unknown> {
  return sql`array_position(array[${sql.join(LAGS.map((bucket) => sql.lit(bucket)))}], ${sql.ref(column)})`;
}

function fact(name: string): RawBuilder<string> {
  return sql<string>`coalesce(facts ->> ${sql.lit(name)}, ${sql.lit(BLANK)})`;
}

function joined(one: RawBuilder<string>, other: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`${one} || ' | ' || ${other}`;
}

type CountsOf = ReturnType<typeof countsOf>;

function countsOf(transaction: ReadDatabase, asked: Asked) {
  const cases = sql`${casesAsked(asked)} as "case" where imported and source = 'cfpb'`;

  const by = async (
    value: RawBuilder<string | null>,
    order: RawBuilder<unknown> = sql`cases desc, value`,
  ): Promise<Counts> => {
    const { rows } = await sql<{ value: string; cases: number }>`
      select value, count(*)::integer as cases from (select ${value} as value from ${cases}) as one
      where value is not null group by value
      order by ${order}`.execute(transaction);
    return Object.fromEntries(rows.map((row) => [row.value, row.cases]));
  };

  return {
    by,
    byTwo: async (
      one: RawBuilder<string | null>,
      other: RawBuilder<string>,
    ): Promise<{ readonly [value: string]: Counts }> => {
      const { rows } = await sql<{ one: string; other: string; cases: number }>`
        select one, other, count(*)::integer as cases
        from (select ${one} as one, ${other} as other from ${cases}) as pairs
        where one is not null group by one, other order by ${byLag('one')}, cases desc, other`.execute(
        transaction,
      );
      return Object.fromEntries(
        [...Map.groupBy(rows, (row) => row.one)].map(([value, ofValue]) => [
          value,
          Object.fromEntries(ofValue.map((row) => [row.other, row.cases])),
        ]),
      );
    },
    totals: async () => {
      const { rows } = await sql<Totals>`
        select count(*)::integer as rows, count(distinct number)::integer as distinct_ids,
          min(received_on)::text as first_received, max(received_on)::text as last_received,
          coalesce(sum(${lag}), 0)::integer as lag_days_sum,
          coalesce(max(${lag}), 0)::integer as lag_days_max,
          (count(*) filter (where ${lag} > 0))::integer as lag_positive
        from ${cases}`.execute(transaction);
      return rows[0];
    },
    narratives: async () => {
      const { rows } = await sql<Narratives>`
        select count(narrative_characters)::integer as narratives,
          coalesce(sum(narrative_characters), 0)::integer as narrative_chars,
          (count(*) filter (where narrative_lines > 0))::integer as narratives_with_newline
        from ${cases}`.execute(transaction);
      return rows[0];
    },
  };
}

type Totals = {
  readonly rows: number;
  readonly distinct_ids: number;
  /** Null where nothing was imported. */
  readonly first_received: string | null;
  readonly last_received: string | null;
  readonly lag_days_sum: number;
  readonly lag_days_max: number;
  readonly lag_positive: number;
};

type Narratives = {
  readonly narratives: number;
  readonly narrative_chars: number;
  readonly narratives_with_newline: number;
};
