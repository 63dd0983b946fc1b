import { sql } from 'kysely';
import { casesAsked } from './report.ts';
import type { Report } from './report.ts';

type Load = {
  /** None where nobody has it yet. */
  readonly unit: string | null;
  readonly handler: string | null;
  readonly open: number;
  readonly overdue: number;
  /** Within three times 24 hours. */
  readonly dueIn3Days: number;
  /** At either instance; a review also when its case has ended. */
  readonly awaitingSignOff: number;
  readonly closed: number;
  readonly oldestOpen: string | null;
};

/** What lies with each handler and unit. */
export const workload: Report = {
  title: { en: 'Workload by unit and handler', zh: '工作量统计：按部门和经办人' },
  models: ['cases'],
  withTime: true,
  count: async (database, asked) => {
    const { now } = asked;
    const { rows } = await sql<Load>`
      select unit, handler,
        (count(*) filter (where not closed))::integer as open,
        (count(*) filter (where not closed and due_at < ${now}))::integer as overdue,
        (count(*) filter (where not closed and due_at >= ${now}
          and due_at < ${now}::timestamptz + interval '3 days'))::integer as "dueIn3Days",
        (count(*) filter (where awaiting_sign_off))::integer as "awaitingSignOff",
        (count(*) filter (where closed))::integer as closed,
        (min(received_on) filter (where not closed))::text as "oldestOpen"
      from ${casesAsked(asked)} as "case"
      group by unit, handler order by unit nulls last, handler nulls last`.execute(database);
    return { workload: rows };
  },
};
