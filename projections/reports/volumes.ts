import { sql } from 'kysely';
import type { ReadDatabase } from '../database.ts';
import type { Report } from './report.ts';

export type Volume = {
  /** Of receipt, in the zone of the case's regime: `2026-03`. */
  readonly month: string;
  readonly product: string | null;
  readonly outcome: string | null;
  readonly timely: boolean | null;
  readonly cases: number;
};

/** How many cases were received, by month, product, outcome and timeliness; counted from the board itself. */
export const volumes: Report = {
  title: {
    en: 'Cases by month, product, outcome and timeliness',
    zh: '按月份、产品、结果和时效统计',
  },
  models: ['cases'],
  count: async (database, institution) => ({ volumes: await countVolumes(database, institution) }),
};

export async function countVolumes(
  database: ReadDatabase,
  institution: string,
): Promise<readonly Volume[]> {
  return database
    .selectFrom('read.cases')
    .select([
      sql<string>`to_char(received_on, 'YYYY-MM')`.as('month'),
      'product',
      'outcome',
      'timely',
      sql<number>`count(*)::integer`.as('cases'),
    ])
    .where('institution', '=', institution)
    .groupBy(['month', 'product', 'outcome', 'timely'])
    .orderBy('month')
    .orderBy('product')
    .orderBy('outcome')
    .orderBy('timely')
    .execute();
}
