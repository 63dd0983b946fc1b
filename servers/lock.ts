import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** SQLite's code for a file that another connection holds. */
const BUSY = 5;
/** Milliseconds between two attempts. */
const POLL = 100;

/**
 * Runs `work` while nobody else, in this process or another, holds `file`. The lock is SQLite's, so the operating
 * system gives it up when its holder dies in whatever way: there are no stale locks to judge.
 */
export async function locked<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(file), { recursive: true });
  using database = new DatabaseSync(file);
  while (!holds(database)) await sleep(POLL);
  return await work();
}

function holds(database: DatabaseSync): boolean {
  try {
    database.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false;
    throw error;
  }
}
