import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../workflows/process.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { overdueCases } from '../projections/standing.ts';
import type { Overdue } from '../projections/standing.ts';

export type Watch = {
  readonly database: ReadDatabase;
  readonly look: (stream: string) => Promise<Answer>;
  /** Milliseconds between rounds. */
  readonly every?: number;
  /** Milliseconds a case may be overdue before it gets a look. */
  readonly grace?: number;
  /** Milliseconds from the first look to the second; doubled after each. */
  readonly patience?: number;
  readonly onLook?: (stream: string) => void;
  readonly onFault?: (error: unknown) => void;
};

const EVERY = 5_000;
const GRACE = 30_000;
const PATIENCE_FIRST = 30_000;
const PATIENCE_LONGEST = 3_600_000;
const CASES_PER_ROUND = 200;
const LOOKS_AT_ONCE = 8;

/** What is remembered of a case that got a look. */
type Looked = { readonly revision: number; readonly patience: number; readonly again: number };

/**
 * Looks over the standing of all cases until aborted. The workflow engine keeps an update in memory until its first
 * task is done, so a crash of both sides right after an append can leave a deadline that nobody holds: such a case is
 * given a look. One that stays overdue at the same revision gets the next look after a doubling time.
 */
export async function watch(parts: Watch, signal: AbortSignal): Promise<void> {
  const { every = EVERY, onFault } = parts;
  const looked = new Map<string, Looked>();
  while (!signal.aborted) {
    try {
      await round(parts, looked, Date.now());
    } catch (error) {
      onFault?.(error);
    }
    await sleep(every, undefined, { signal }).catch(() => undefined);
  }
}

/** One round at an instant in milliseconds. */
export async function round(
  { database, look, grace = GRACE, patience = PATIENCE_FIRST, onLook }: Watch,
  looked: Map<string, Looked>,
  now: number,
): Promise<void> {
  const overdue = await overdueCases(database, new Date(now - grace), CASES_PER_ROUND);
  forget(looked, overdue);
  const due = overdue.filter(({ stream }) => (looked.get(stream)?.again ?? now) <= now);
  for (let first = 0; first < due.length; first += LOOKS_AT_ONCE)
    await Promise.all(
      due.slice(first, first + LOOKS_AT_ONCE).map(async ({ stream, revision }) => {
        const last = looked.get(stream);
        const next = last === undefined ? patience : Math.min(last.patience * 2, PATIENCE_LONGEST);
        looked.set(stream, { revision, patience: next, again: now + next });
        onLook?.(stream);
        await look(stream).catch(() => undefined);
      }),
    );
}

/** Cases that have moved, or are overdue no longer. */
function forget(looked: Map<string, Looked>, overdue: readonly Overdue[]): void {
  const revisions = new Map(overdue.map(({ stream, revision }) => [stream, revision]));
  for (const [stream, { revision }] of looked)
    if (revisions.get(stream) !== revision) looked.delete(stream);
}
