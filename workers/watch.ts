import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
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
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly onLook?: (stream: string) => void;
  /** Hears of a look or a round that failed. The watch goes on. */
  readonly onFault?: (error: unknown) => void;
};

const EVERY = 5_000;
const GRACE = 30_000;
const PATIENCE_FIRST = 30_000;
const PATIENCE_LONGEST = 3_600_000;
const CASES_PER_PAGE = 200;
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
      await round(parts, looked, signal);
    } catch (error) {
      onFault?.(error);
    }
    await sleep(every, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * One round over all overdue cases, page by page: those that stay overdue whatever happens must not keep the others
 * from their look. `looked` is the watch's memory from round to round.
 */
export async function round(
  parts: Watch,
  looked: Map<string, Looked>,
  signal?: AbortSignal,
): Promise<void> {
  const { database, grace = GRACE, now = Date.now } = parts;
  const before = new Date(now() - grace);
  const queue = new PQueue({ concurrency: LOOKS_AT_ONCE });
  const overdue = new Set<string>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly Overdue[] = await overdueCases(database, before, CASES_PER_PAGE, after);
    for (const one of page) {
      overdue.add(one.stream);
      if (isDue(looked, one, now())) void queue.add(() => lookAt(parts, looked, one, signal));
    }
    await queue.onIdle();
    if (signal?.aborted === true) return;
    after = page.at(-1)?.stream;
  }
  for (const stream of looked.keys()) if (!overdue.has(stream)) looked.delete(stream);
}

/** A case that has moved since its last look is a new matter. */
function isDue(looked: ReadonlyMap<string, Looked>, one: Overdue, now: number): boolean {
  const last = looked.get(one.stream);
  return last === undefined || last.revision !== one.revision || last.again <= now;
}

/** Never rejects. */
async function lookAt(
  { look, patience = PATIENCE_FIRST, now = Date.now, onLook, onFault }: Watch,
  looked: Map<string, Looked>,
  { stream, revision }: Overdue,
  signal?: AbortSignal,
): Promise<void> {
  if (signal?.aborted === true) return;
  const last = looked.get(stream);
  const next =
    last?.revision === revision ? Math.min(last.patience * 2, PATIENCE_LONGEST) : patience;
  looked.set(stream, { revision, patience: next, again: now() + next });
  try {
    onLook?.(stream);
    await look(stream);
  } catch (error) {
    onFault?.(error);
  }
}
