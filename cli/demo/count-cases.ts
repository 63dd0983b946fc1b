import { applicationPool } from '../../events/log/postgres/pools.ts';
import { readDatabase } from '../../projections/database.ts';

/** How many cases stand in the read side: those of earlier runs, before a run begins. */
export async function countCases(databaseUrl: string): Promise<number> {
  const pool = applicationPool(databaseUrl, 1);
  try {
    const { count } = await readDatabase(pool)
      .selectFrom('read.standing')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  } finally {
    await pool.end();
  }
}
