import type pg from 'pg';
import type { EventLog } from '../events/log/event-log.ts';
import { kurrentLog } from '../events/log/kurrent/kurrent-log.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';

/**
 * The log a house runs on: the one on KurrentDB when its address is given, or else the one in the database, which ends
 * the pool when it is disposed of. Throws when KurrentDB's is empty while the database holds events: whoever begins a
 * second log beside the first would have two halves of the truth.
 */
export async function openLog(pool: pg.Pool, kurrentdbUrl: string | undefined): Promise<EventLog> {
  const inDatabase = postgresLog(pool);
  if (kurrentdbUrl === undefined) return inDatabase;
  const log = kurrentLog(kurrentdbUrl);
  try {
    if ((await isEmpty(log)) && !(await isEmpty(inDatabase)))
      throw new Error(
        'The log on KurrentDB is empty, but the one in PostgreSQL holds events. Move them with `redress migrate-log --from postgres --to kurrentdb`, or go on with REDRESS_LOG=postgres.',
      );
    return log;
  } catch (error) {
    await log[Symbol.asyncDispose]();
    throw error;
  }
}

async function isEmpty(log: EventLog): Promise<boolean> {
  return (await log.feed({ after: log.start, limit: 1 })).events.length === 0;
}
