import type { ReadDatabase } from './database.ts';

/** Cases with a clock that waits for a calendar, after stream `after`, in order. */
export async function waitingCases(
  database: ReadDatabase,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('read.deadlines')
    .select('stream')
    .distinct()
    .where('state', '=', 'waiting')
    .where('stream', '>', after)
    .orderBy('stream')
    .limit(limit)
    .execute();
  return rows.map(({ stream }) => stream);
}
