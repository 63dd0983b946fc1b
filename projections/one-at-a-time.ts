import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ReadDatabase } from './database.ts';

/**
 * Of any number of processes one works, and the others stand by. The one that works holds an advisory lock with a
 * connection of its own; the server lets go of it as soon as that connection ends, and finds out within four seconds
 * when its machine is gone. Who was cut off and does not know it yet may go on for a moment beside the next: the work
 * must bear that.
 */
type Turn = {
  readonly database: ReadDatabase;
  /** What it is that one does at a time. */
  readonly name: string;
  /** Works until aborted. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly onWorking?: (working: boolean) => void;
  readonly onFault?: (error: unknown) => void;
};

/** Pause between tries of one who stands by, and between signs of life of the one who works, in milliseconds. */
const PAUSE = 500;
const BEAT = 1_000;

export async function oneAtATime(turn: Turn, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await turn.database.connection().execute((connection) => takeTurn(connection, turn, signal));
    } catch (error) {
      turn.onFault?.(error);
    }
    await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

async function takeTurn(
  connection: ReadDatabase,
  { name, work, onWorking }: Turn,
  signal: AbortSignal,
): Promise<void> {
  const key = sql`hashtext('redress one at a time'), hashtext(${name})`;
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_lock(${key}) as held`.execute(connection);
  if (rows[0]?.held !== true) return;
  const lost = new AbortController();
  const until = AbortSignal.any([signal, lost.signal]);
  onWorking?.(true);
  const working = work(until);
  try {
    await keepAlive(connection, until);
  } finally {
    lost.abort();
    await working;
    onWorking?.(false);
    await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => undefined);
  }
}

/** Throws when the connection is lost. */
async function keepAlive(connection: ReadDatabase, signal: AbortSignal): Promise<void> {
  await sql`select set_config('tcp_keepalives_idle', '2', false),
    set_config('tcp_keepalives_interval', '1', false),
    set_config('tcp_keepalives_count', '2', false)`.execute(connection);
  while (!signal.aborted) {
    await sleep(BEAT, undefined, { signal }).catch(() => undefined);
    await sql`select`.execute(connection);
  }
}
