import type { EventLog } from '../events/log/event-log.ts';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { readDatabase } from '../projections/database.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { homeOf, kurrentdbUrlOf } from '../workers/configuration.ts';
import { openLog } from '../workers/open-log.ts';
import { addressOf } from './house-of-home.ts';

/** The log and the read side of this home, for as long as some work takes. */
export async function readSideOfHome<Result>(
  work: (side: { readonly log: EventLog; readonly database: ReadDatabase }) => Promise<Result>,
): Promise<Result> {
  const pool = applicationPool(addressOf(homeOf(), 'DATABASE_URL', 'postgres', 'url'), 4);
  try {
    await using log = await openLog(pool, kurrentdbUrlOf());
    return await work({ log, database: readDatabase(pool) });
  } finally {
    if (!pool.ending) await pool.end();
  }
}
