import { setTimeout as sleep } from 'node:timers/promises';
import { BYTES_PER_APPEND, EVENTS_PER_PAGE } from '../limits.ts';
import { LogUnavailable } from '../log-faults.ts';
import { CopyRefused } from './log-ends.ts';
import type { CopySource, CopyTarget, StoredEvent } from './log-ends.ts';

/** How often a write is tried while the target is away, and the pauses between, in milliseconds. */
const TRIES = 6;
const PAUSE = 500;

export type CopyProgress = {
  /** Events that stand in the target by now, and in the source. */
  readonly done: number;
  readonly total: number;
  readonly eventsPerSecond: number;
};

export type Copying = {
  readonly source: CopySource;
  readonly target: CopyTarget;
  readonly onProgress?: (progress: CopyProgress) => void;
  readonly signal?: AbortSignal;
};

export type Copied = {
  /** Events that this run wrote, and those it found there already. */
  readonly copied: number;
  readonly found: number;
};

/**
 * Writes the source's events into the target, one after the other in the order of the feed: so the target is a
 * beginning of the source at every moment, its last event says where to go on, and a run that was killed needs no
 * notes. The source must not grow meanwhile. Throws `CopyRefused` when the target holds anything else.
 */
export async function copyLog({ source, target, onProgress, signal }: Copying): Promise<Copied> {
  const total = await source.count();
  const begun = await whereItEnds(source, target);
  const found = begun === undefined ? 0 : await source.count(begun.position);
  const started = performance.now();
  let copied = 0;
  let after = begun?.position ?? source.start;
  for (;;) {
    const page = await source.after(after, EVENTS_PER_PAGE);
    const last = page.at(-1);
    if (last === undefined) return { copied, found };
    for (const run of runsOf(page)) {
      signal?.throwIfAborted();
      await patiently(() => target.write(run[0]?.stream ?? '', run));
      copied += run.length;
    }
    after = last.position;
    const seconds = (performance.now() - started) / 1_000;
    onProgress?.({ done: found + copied, total, eventsPerSecond: Math.round(copied / seconds) });
  }
}

/** The source's own record of the target's last event. */
async function whereItEnds(
  source: CopySource,
  target: CopyTarget,
): Promise<StoredEvent | undefined> {
  const last = await target.last();
  if (last === undefined) return undefined;
  const same = await source.at(last.stream, last.revision);
  if (same?.text === last.text) return same;
  throw new CopyRefused(
    `The target ends with event ${last.revision} of ${last.stream}, which the source does not hold so: it is no copy of this log. Name an empty one.`,
  );
}

/** Neighbours of the same stream together, as far as one append holds them. */
function runsOf(page: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
  const runs: StoredEvent[][] = [];
  let bytes = 0;
  for (const event of page) {
    const run = runs.at(-1);
    const size = Buffer.byteLength(event.text);
    if (run?.at(-1)?.stream === event.stream && bytes + size <= BYTES_PER_APPEND) {
      run.push(event);
      bytes += size;
    } else {
      runs.push([event]);
      bytes = size;
    }
  }
  return runs;
}

async function patiently(write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (!(error instanceof LogUnavailable) || attempt === TRIES) throw error;
      await sleep(PAUSE * attempt);
    }
  }
}
