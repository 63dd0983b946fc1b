import { sql } from 'kysely';
import { entriesAsked } from './report.ts';
import type { Report } from './report.ts';

type Extended = {
  readonly clock: string;
  readonly step: string;
  readonly state: string;
  readonly decidedBy: string | null;
  readonly rank: string | null;
  readonly article: string | null;
  readonly extensions: number;
  /** Mean of what they added, in days of 24 hours with one decimal. */
  readonly daysAdded: string | null;
};

/** Extensions by who granted or refused them, and by which article. */
export const extensions: Report = {
  title: { en: 'Extensions and who granted them', zh: '延期统计：审批人与依据' },
  models: ['registers', 'cases'],
  count: async (database, asked) => {
    const { rows } = await sql<Extended>`
      select details ->> 'clock' as clock, details ->> 'step' as step, state,
        details ->> 'decidedBy' as "decidedBy", details ->> 'rank' as rank, details ->> 'article' as article,
        count(*)::integer as extensions,
        round(avg(extract(epoch from (details ->> 'dueAt')::timestamptz
          - (details ->> 'before')::timestamptz)) / 86400, 1)::text as "daysAdded"
      from ${entriesAsked('extensions', asked)} as entry
      group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`.execute(database);
    return { extensions: rows };
  },
};
