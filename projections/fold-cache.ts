import type { Position, RecordedEvent } from '../events/envelope.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import type { Follower } from './follow.ts';
import { park } from './parked.ts';
import type { Parked } from './parked.ts';
import type { ReadTransaction } from './read-model.ts';
import { deleteRows } from './rows.ts';
import { attempt, foldStreams, takeSingly } from './take.ts';

/** Cases that are kept in memory during a rebuild, and how many of them are written at a time. */
const KEPT = 10_000;
const WRITTEN_AT_ONCE = 2_000;

type Parts = Pick<Follower, 'log' | 'model' | 'onParked'> & {
  /** How many cases stay in memory, when not 10,000. */
  readonly keep?: number;
};

export type FoldCache = {
  readonly take: (events: readonly RecordedEvent[]) => Promise<void>;
  /** Writes what is still in memory. */
  readonly finish: () => Promise<void>;
};

/**
 * Folds a whole log with few writes: a case stays in memory while it moves, and is written when many others have moved
 * since, and read again should it move once more. Writing one batch and folding the next go on at the same time.
 */
export function foldCache(transaction: ReadTransaction, parts: Parts): FoldCache {
  const { log, model, onParked, keep = KEPT } = parts;
  const kept = new Map<string, unknown>();
  const parked = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  let written = 0;
  /** The last event that was folded. */
  let taken = log.start;

  const parkAll = async (found: readonly Parked[]): Promise<void> => {
    for (const { stream, revision, reason } of found) {
      parked.add(stream);
      onParked?.(stream, revision, reason);
    }
    await park(transaction, model.name, found);
  };

  const write = async (states: ReadonlyMap<string, unknown>, until: Position): Promise<void> => {
    const refused = await attempt(transaction, () => model.save(transaction, states));
    if (refused === undefined) return;
    const found = await takeAgain(transaction, parts, [...states.keys()], until);
    for (const stream of found) parked.add(stream);
  };

  const writeOldest = async (left: number): Promise<void> => {
    while (kept.size > left) {
      const states = oldest(kept);
      await writing;
      written += states.size;
      writing = write(states, taken);
      writing.catch(() => undefined);
    }
  };

  /** What was never written is not looked for. */
  const recall = async (
    streams: ReadonlyMap<string, readonly RecordedEvent[]>,
  ): Promise<ReadonlyMap<string, unknown>> => {
    const away = written === 0 ? [] : begunBefore(streams).filter((stream) => !kept.has(stream));
    if (away.length > 0) await writing;
    const loaded = away.length === 0 ? undefined : await model.load(transaction, away);
    return new Map(
      [...streams.keys()].map((stream) => [
        stream,
        kept.get(stream) ?? loaded?.get(stream) ?? model.initial(stream),
      ]),
    );
  };

  return {
    take: async (events) => {
      taken = events.at(-1)?.position ?? taken;
      const streams = Map.groupBy(events, (event) => event.stream);
      for (const stream of streams.keys())
        if (model.initial(stream) === undefined) streams.delete(stream);
      const before = await recall(streams);
      // Looked at only now: the batch that was being written may have parked some.
      for (const stream of parked) streams.delete(stream);
      const { states, parked: found } = foldStreams(model, before, streams);
      for (const [stream, state] of states) {
        // Moved to the end: the oldest are those that have not moved for longest.
        kept.delete(stream);
        kept.set(stream, state);
      }
      if (found.length > 0) {
        await writing;
        await parkAll(found);
      }
      if (kept.size > keep) await writeOldest(Math.max(keep - WRITTEN_AT_ONCE, 0));
    },
    finish: async () => {
      await writeOldest(0);
      await writing;
    },
  };
}

/**
 * Values that the database refuses: each stream of the batch again from its first event, one event at a time. Answers
 * the streams that were parked.
 */
async function takeAgain(
  transaction: ReadTransaction,
  { log, model, onParked }: Parts,
  streams: readonly string[],
  until: Position,
): Promise<readonly string[]> {
  const parked: string[] = [];
  for (const stream of streams) {
    for (const table of model.tables) await deleteRows(transaction, table, [stream]);
    for (let from = 0; ;) {
      const page = await log.read(stream, { from, limit: EVENTS_PER_PAGE });
      const passed = page.filter((event) => log.compare(event.position, until) <= 0);
      const whole = await takeSingly(transaction, model, passed, onParked);
      if (!whole) parked.push(stream);
      from += page.length;
      if (!whole || passed.length < EVENTS_PER_PAGE) break;
    }
  }
  return parked;
}

/** Streams that do not begin with these events. */
function begunBefore(streams: ReadonlyMap<string, readonly RecordedEvent[]>): readonly string[] {
  return [...streams].filter(([, events]) => events[0]?.revision !== 0).map(([stream]) => stream);
}

/** Takes out those that have not moved for longest. */
function oldest(kept: Map<string, unknown>): ReadonlyMap<string, unknown> {
  const states = new Map<string, unknown>();
  for (const [stream, state] of kept) {
    if (states.size === WRITTEN_AT_ONCE) break;
    states.set(stream, state);
    kept.delete(stream);
  }
  return states;
}
