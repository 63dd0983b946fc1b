import { sql } from 'kysely';
import { entriesAsked } from './report.ts';
import type { Report } from './report.ts';

type Surveyed = {
  readonly unit: string | null;
  readonly sent: number;
  readonly answered: number;
  /** From 1 to 5, with two decimals; none where nobody answered. */
  readonly mean: string | null;
  readonly answers1: number;
  readonly answers2: number;
  readonly answers3: number;
  readonly answers4: number;
  readonly answers5: number;
};

/** How content complainants are, by the unit that handles the case. */
export const satisfaction: Report = {
  title: { en: 'Satisfaction by unit', zh: '满意度统计：按部门' },
  models: ['registers', 'cases'],
  count: async (database, asked) => {
    const degree = sql`(details ->> 'satisfaction')::integer`;
    const answers = (wanted: number) =>
      sql`(count(*) filter (where ${degree} = ${sql.lit(wanted)}))::integer`;
    const { rows } = await sql<Surveyed>`
      select unit, count(*)::integer as sent,
        (count(*) filter (where state = 'answered'))::integer as answered,
        round(avg(${degree}), 2)::text as mean,
        ${answers(1)} as answers1, ${answers(2)} as answers2, ${answers(3)} as answers3,
        ${answers(4)} as answers4, ${answers(5)} as answers5
      from ${entriesAsked('satisfaction', asked)} as entry
      group by unit order by unit nulls last`.execute(database);
    return { satisfaction: rows };
  },
};
