import { LRUCache } from 'lru-cache';

/** How many ids are remembered over all streams; the streams used longest ago are forgotten first. */
const REMEMBERED = 500_000;

/** The ids of a stream from its first event on, by their revisions. */
export type KnownStream = {
  readonly last: number;
  readonly revisions: ReadonlyMap<string, number>;
};

const NOTHING: KnownStream = { last: -1, revisions: new Map() };

type Placed = { readonly id: string; readonly revision: number };

export type KnownIds = {
  readonly of: (stream: string) => KnownStream;
  /** What `events` add to what is known, when they follow on it without a gap. */
  readonly learn: (stream: string, known: KnownStream, events: readonly Placed[]) => KnownStream;
  readonly forget: (stream: string) => void;
};

/**
 * The server knows an event by its id only near the end of its stream; beyond that a repeated append would be written
 * twice. So the ids of each stream are remembered here: a stream only grows, and what was read of it stays true.
 */
export function knownIds(): KnownIds {
  const streams = new LRUCache<string, KnownStream>({
    maxSize: REMEMBERED,
    sizeCalculation: ({ revisions }) => revisions.size + 1,
  });
  return {
    of: (stream) => streams.get(stream) ?? NOTHING,
    forget: (stream) => streams.delete(stream),
    learn: (stream, known, events) => {
      const next = events.filter(({ revision }) => revision > known.last);
      if (next.length === 0 || next[0]?.revision !== known.last + 1) return known;
      const learned = {
        last: next.at(-1)?.revision ?? known.last,
        revisions: new Map([
          ...known.revisions,
          ...next.map(({ id, revision }) => [id, revision] as const),
        ]),
      };
      streams.set(stream, learned);
      return learned;
    },
  };
}
