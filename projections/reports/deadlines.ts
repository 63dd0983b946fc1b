import { sql } from 'kysely';
import type { ReadDatabase } from '../database.ts';
import { casesAsked } from './report.ts';
import type { Asked, Report } from './report.ts';

export type ClockCount = {
  readonly regime: string;
  readonly clock: string;
  readonly limit: 'legal' | 'target';
  /** Running and not past. */
  readonly due: number;
  /** Standing still. */
  readonly paused: number;
  /** Running and past. */
  readonly breached: number;
  /** For a calendar that is not published yet. */
  readonly waiting: number;
  readonly met: number;
  readonly late: number;
};

/** How the clocks of each regime stand. */
export const deadlines: Report = {
  title: {
    en: 'Clocks due, paused, breached, waiting, met and met late',
    zh: '时限统计：进行中、已中止、已逾期、待日历发布、按时、逾期完成',
  },
  models: ['deadlines', 'cases'],
  count: async (database, asked) => ({ clocks: await countClocks(database, asked) }),
};

export async function countClocks(
  database: ReadDatabase,
  asked: Asked,
): Promise<readonly ClockCount[]> {
  const inState = (state: string) =>
    sql`(count(*) filter (where deadline.state = ${sql.lit(state)}))::integer`;
  const { rows } = await sql<ClockCount>`
    select deadline.regime, deadline.clock, deadline."limit",
      ${inState('due')} as due, ${inState('paused')} as paused, ${inState('breached')} as breached,
      ${inState('waiting')} as waiting, ${inState('met')} as met, ${inState('late')} as late
    from read.deadlines as deadline join ${casesAsked(asked)} as "case" using (stream)
    group by 1, 2, 3 order by 1, 2, 3`.execute(database);
  return rows;
}
