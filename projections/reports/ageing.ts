import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { casesAsked } from './report.ts';
import type { Report } from './report.ts';

type Aged = {
  readonly unit: string | null;
  readonly limit: 'legal' | 'target';
  readonly overdueOver30: number;
  readonly overdue16to30: number;
  readonly overdue6to15: number;
  readonly overdue1to5: number;
  readonly dueIn1: number;
  readonly dueIn3: number;
  readonly dueIn7: number;
  readonly dueLater: number;
  /** They stand still, or wait for a calendar. */
  readonly notCounting: number;
};

/**
 * Clocks that run, by how long they are past or how soon they are due: each in one column, in days of 24 hours. At its
 * very due instant a clock is still met, and so not past.
 */
export const ageing: Report = {
  title: {
    en: 'Deadlines by days overdue or left, and by unit',
    zh: '时限账龄：按逾期与剩余天数、部门统计',
  },
  models: ['deadlines', 'cases'],
  withTime: true,
  count: async (database, asked) => {
    const { now } = asked;
    const counted = (condition: RawBuilder<unknown>) =>
      sql`(count(*) filter (where counting and ${condition}))::integer`;
    const between = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
      counted(sql`left_days > ${from} and left_days <= ${to}`);
    const days = (count: number) => sql.lit(count);
    const ever = sql`'infinity'`;
    const { rows } = await sql<Aged>`
      select unit, "limit",
        ${between(sql`'-infinity'`, days(-30))} as "overdueOver30",
        ${between(days(-30), days(-15))} as "overdue16to30",
        ${between(days(-15), days(-5))} as "overdue6to15",
        ${counted(sql`left_days > -5 and left_days < 0`)} as "overdue1to5",
        ${counted(sql`left_days >= 0 and left_days <= 1`)} as "dueIn1",
        ${between(days(1), days(3))} as "dueIn3",
        ${between(days(3), days(7))} as "dueIn7",
        ${between(days(7), ever)} as "dueLater",
        (count(*) filter (where not counting))::integer as "notCounting"
      from (
        select "case".unit, deadline."limit", deadline.state in ('due', 'breached') as counting,
          (extract(epoch from deadline.due_at - ${now}::timestamptz) / 86400)::double precision as left_days
        from read.deadlines as deadline join ${casesAsked(asked)} as "case" using (stream)
        where deadline.state in ('due', 'breached', 'paused', 'waiting')
      ) as clock
      group by unit, "limit" order by unit nulls last, "limit"`.execute(database);
    return { ageing: rows };
  },
};
