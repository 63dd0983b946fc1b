import type { Position, RecordedEvent } from '../events/envelope.ts';
import { batchWriter } from './batch-writer.ts';
import type { WriterParts } from './batch-writer.ts';
import { park } from './parked.ts';
import type { Parked } from './parked.ts';
import type { ReadTransaction } from './read-model.ts';
import { foldStreams } from './take.ts';

/** Cases that are kept in memory during a rebuild, and how many of them are written at a time. */
const KEPT = 10_000;
const WRITTEN_AT_ONCE = 2_000;

type States = ReadonlyMap<string, unknown>;

type Parts = WriterParts & {
  /** How many cases stay in memory, when not 10,000. */
  readonly keep?: number;
};

/** Where the rows stand that it goes on from, and the streams parked there. */
export type Begun = { readonly from: Position; readonly parked: Iterable<string> };

export type FoldCache = {
  readonly take: (transaction: ReadTransaction, events: readonly RecordedEvent[]) => Promise<void>;
  /** Writes what is not yet written, before its transaction commits; it stays in memory all the same. */
  readonly flush: (transaction: ReadTransaction) => Promise<void>;
};

/**
 * Folds a whole log with few writes: a case stays in memory while it moves, and is written when many others have moved
 * since, and read again should it move once more. Writing one batch and folding the next go on at the same time. After
 * a failure the memory is ahead of the rows: a new one must then begin from these.
 */
export function foldCache(parts: Parts, { from, parked: before }: Begun): FoldCache {
  const { log, model, onParked, keep = KEPT } = parts;
  const kept = new Map<string, unknown>();
  /** Those of `kept` that have moved since they were written. */
  const moved = new Set<string>();
  /** Whether any case was written, so that what is not in memory may be in the rows. */
  let written = from !== log.start;
  /** The last event that was folded. */
  let taken = from;
  const parked = new Set(before);

  const writer = batchWriter(parts, (states, found) => {
    for (const stream of states) kept.delete(stream);
    for (const stream of found) parked.add(stream);
  });
  const startWriting = (transaction: ReadTransaction, states: States): Promise<void> => {
    written = true;
    return writer.start(transaction, states, taken);
  };

  const forgetOldest = async (transaction: ReadTransaction, left: number): Promise<void> => {
    while (kept.size > left) {
      const states = oldest(kept);
      const toWrite = new Map([...states].filter(([stream]) => moved.delete(stream)));
      if (toWrite.size > 0) await startWriting(transaction, toWrite);
    }
  };

  /** What was never written is not looked for. */
  const recall = async (
    transaction: ReadTransaction,
    streams: ReadonlyMap<string, readonly RecordedEvent[]>,
  ): Promise<States> => {
    const away = written ? begunBefore(streams).filter((stream) => !kept.has(stream)) : [];
    if (away.length > 0) await writer.done();
    const loaded = away.length === 0 ? undefined : await model.load(transaction, away);
    return new Map(
      [...streams.keys()].map((stream) => [
        stream,
        kept.get(stream) ?? loaded?.get(stream) ?? model.initial(stream),
      ]),
    );
  };

  const parkAll = async (transaction: ReadTransaction, found: readonly Parked[]): Promise<void> => {
    await writer.done();
    for (const { stream, revision, reason } of found) {
      parked.add(stream);
      onParked?.(stream, revision, reason);
    }
    await park(transaction, model.name, found);
  };

  return {
    take: async (transaction, events) => {
      taken = events.at(-1)?.position ?? taken;
      const streams = Map.groupBy(events, (event) => event.stream);
      for (const stream of streams.keys())
        if (model.initial(stream) === undefined) streams.delete(stream);
      const known = await recall(transaction, streams);
      // Looked at only now: the batch that was being written may have parked some.
      for (const stream of parked) streams.delete(stream);
      const { states, parked: found } = foldStreams(model, known, streams);
      for (const [stream, state] of states) {
        // Moved to the end: the oldest are those that have not moved for longest.
        kept.delete(stream);
        kept.set(stream, state);
        moved.add(stream);
      }
      if (found.length > 0) await parkAll(transaction, found);
      if (kept.size > keep) await forgetOldest(transaction, Math.max(keep - WRITTEN_AT_ONCE, 0));
    },
    flush: async (transaction) => {
      for (const states of batches(kept, moved)) await startWriting(transaction, states);
      moved.clear();
      await writer.done();
    },
  };
}

/** Streams that do not begin with these events. */
function begunBefore(streams: ReadonlyMap<string, readonly RecordedEvent[]>): readonly string[] {
  return [...streams].filter(([, events]) => events[0]?.revision !== 0).map(([stream]) => stream);
}

/** Takes out those that have not moved for longest. */
function oldest(kept: Map<string, unknown>): States {
  const states = new Map<string, unknown>();
  for (const [stream, state] of kept) {
    if (states.size === WRITTEN_AT_ONCE) break;
    states.set(stream, state);
    kept.delete(stream);
  }
  return states;
}

/** Those that have moved, so many at a time. */
function* batches(kept: States, moved: ReadonlySet<string>): Generator<States> {
  const left = [...moved].flatMap((stream) =>
    kept.has(stream) ? [[stream, kept.get(stream)] as const] : [],
  );
  for (let from = 0; from < left.length; from += WRITTEN_AT_ONCE)
    yield new Map(left.slice(from, from + WRITTEN_AT_ONCE));
}
