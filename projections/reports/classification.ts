import { sql } from 'kysely';
import { casesAsked } from './report.ts';
import type { Report } from './report.ts';

type Classified = {
  readonly product: string | null;
  readonly cause: string | null;
  readonly channel: string | null;
  /** The unit that received it. */
  readonly branch: string | null;
  readonly right: string | null;
  readonly cases: number;
};

/** Cases by product, cause, channel, branch and the right that is at stake: each combination that occurs. */
export const classification: Report = {
  title: {
    en: 'Cases by product, cause, channel, branch and right',
    zh: '投诉分类：产品、原因、渠道、机构与消费者权利',
  },
  models: ['cases'],
  count: async (database, asked) => {
    const { rows } = await sql<Classified>`
      select product, cause, channel, branch, "right", count(*)::integer as cases
      from ${casesAsked(asked)} as "case" group by 1, 2, 3, 4, 5
      order by cases desc, 1 nulls last, 2 nulls last, 3 nulls last, 4 nulls last, 5 nulls last`.execute(
      database,
    );
    return { classification: rows };
  },
};
