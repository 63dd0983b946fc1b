import { sql } from 'kysely';
import type { ReadDatabase } from '../database.ts';
import { casesAsked } from './report.ts';
import type { Asked, Period, Report } from './report.ts';

export type Volume = {
  readonly product: string | null;
  readonly outcome: string | null;
  readonly timely: boolean | null;
  readonly cases: number;
} & {
  /** Of receipt, in the zone of the case's regime: `2026-03-02`, `2026-03` or `2026-Q1`. */
  readonly [Name in Period]?: string;
};

const FORMATS: { readonly [Name in Period]: string } = {
  day: 'YYYY-MM-DD',
  month: 'YYYY-MM',
  quarter: 'YYYY-"Q"Q',
};

/** How many cases were received, by time, product, outcome and timeliness; counted from the board itself. */
export const volumes: Report = {
  title: {
    en: 'Cases by day, month or quarter, product, outcome and timeliness',
    zh: '按日、月或季度及产品、结果和时效统计',
  },
  models: ['cases'],
  count: async (database, asked) => ({ volumes: await countVolumes(database, asked) }),
};

export async function countVolumes(
  database: ReadDatabase,
  asked: Asked,
): Promise<readonly Volume[]> {
  const { period = 'month' } = asked;
  const { rows } = await sql<Volume>`
    select to_char(received_on, ${sql.lit(FORMATS[period])}) as ${sql.ref(period)},
      product, outcome, timely, count(*)::integer as cases
    from ${casesAsked(asked)} as "case" group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(database);
  return rows;
}
