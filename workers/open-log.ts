import type pg from 'pg';
import type { StoredEvent } from '../events/log/copy/log-ends.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { kurrentLog } from '../events/log/kurrent/kurrent-log.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { lastStored } from '../events/log/postgres/stored-events.ts';
import { WrongSetting } from './wrong-setting.ts';

/**
 * The log a house runs on: the one on KurrentDB when its address is given, or else the one in the database, which ends
 * the pool when it is disposed of. Throws when KurrentDB's lacks the last event of the one in the database: a log that
 * was not moved, or only in part, or two halves of the truth.
 */
export async function openLog(pool: pg.Pool, kurrentdbUrl: string | undefined): Promise<EventLog> {
  if (kurrentdbUrl === undefined) return postgresLog(pool);
  const log = kurrentLog(kurrentdbUrl);
  try {
    const last = await lastStored(pool);
    if (last !== undefined && !(await holds(log, last)))
      throw new WrongSetting({
        en: `The log in PostgreSQL ends with event ${last.revision} of ${last.stream}, which the one on KurrentDB lacks. Move the log with \`redress migrate-log --from postgres --to kurrentdb\`, or go on with REDRESS_LOG=postgres.`,
        zh: `PostgreSQL 中的日志止于 ${last.stream} 的第 ${last.revision} 号事件，而 KurrentDB 中没有该事件。请用 \`redress migrate-log --from postgres --to kurrentdb\` 迁移日志，或者以 REDRESS_LOG=postgres 继续运行。`,
      });
    return log;
  } catch (error) {
    await log[Symbol.asyncDispose]();
    throw error;
  }
}

async function holds(log: EventLog, { stream, revision, id }: StoredEvent): Promise<boolean> {
  return (await log.read(stream, { from: revision, limit: 1 }))[0]?.id === id;
}
