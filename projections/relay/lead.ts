import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ReadDatabase, ReadTables } from '../database.ts';

/** The one connection of whoever leads: what is written through it is written only while he does. */
export type Lead = Kysely<ReadTables>;

/** Milliseconds between attempts to take the lead. */
const POLL = 1_000;
/** Seconds after which the server gives up a leader whose machine is gone. */
const UNHEARD = 4;

/**
 * Lets one of many processes work, and the others stand by: the lead is an advisory lock of one connection, so the
 * database gives it on as soon as that connection ends, in whatever way. Rejects when `work` does.
 */
export async function whileLeading(
  database: ReadDatabase,
  name: string,
  work: (lead: Lead) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const led = await database.connection().execute(async (connection) => {
      if (!(await takeLead(connection, name))) return false;
      try {
        await work(connection);
      } finally {
        // Where the connection is gone, so is the lock.
        await giveUp(connection, name).catch(() => undefined);
      }
      return true;
    });
    if (led) return;
    await sleep(POLL, undefined, { signal }).catch(() => undefined);
  }
}

async function takeLead(connection: Lead, name: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_lock(hashtext('redress lead'), hashtext(${name})) as taken`.execute(
    connection,
  );
  if (rows[0]?.taken !== true) return false;
  await sql`select set_config('tcp_keepalives_idle', '2', false),
    set_config('tcp_keepalives_interval', '1', false),
    set_config('tcp_keepalives_count', ${String(UNHEARD - 2)}, false)`.execute(connection);
  return true;
}

async function giveUp(connection: Lead, name: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('redress lead'), hashtext(${name}))`.execute(
    connection,
  );
}
