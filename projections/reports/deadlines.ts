import { sql } from 'kysely';
import type { ReadDatabase } from '../database.ts';
import type { Report } from './report.ts';

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
  models: ['deadlines'],
  count: async (database, institution) => ({ clocks: await countClocks(database, institution) }),
};

export async function countClocks(
  database: ReadDatabase,
  institution: string,
): Promise<readonly ClockCount[]> {
  const inState = (state: string) =>
    sql<number>`(count(*) filter (where state = ${state}))::integer`;
  return database
    .selectFrom('read.deadlines')
    .select([
      'regime',
      'clock',
      'limit',
      inState('due').as('due'),
      inState('paused').as('paused'),
      inState('breached').as('breached'),
      inState('waiting').as('waiting'),
      inState('met').as('met'),
      inState('late').as('late'),
    ])
    .where('institution', '=', institution)
    .groupBy(['regime', 'clock', 'limit'])
    .orderBy('regime')
    .orderBy('clock')
    .execute();
}
