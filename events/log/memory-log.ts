import { setTimeout as sleep } from 'node:timers/promises';
import type { NewEvent, RecordedEvent } from '../envelope.ts';
import { canonical } from './canonical.ts';
import type { EventBytes, EventLog, ExpectedRevision } from './event-log.ts';
import { EVENTS_PER_PAGE } from './limits.ts';
import { RevisionConflict } from './log-faults.ts';
import { repeatOf, storable } from './stored.ts';

/** A log in memory: for tests, simulation and what-if. It keeps every promise of the port but durability. */
export function memoryLog(clock: () => Date = () => new Date()): EventLog {
  const all: RecordedEvent[] = [];
  const streams = new Map<string, RecordedEvent[]>();
  let moved = Promise.withResolvers<void>();

  const append = (stream: string, events: readonly NewEvent[], expected: ExpectedRevision) => {
    const storedFrom = storable(stream, events);
    const known = streams.get(stream) ?? [];
    const ids = new Set(events.map((event) => event.id));
    const repeated = repeatOf(
      stream,
      events,
      known.filter((event) => ids.has(event.id)),
    );
    if (repeated !== undefined) return { status: 'repeated' as const, events: repeated };
    const actual = known.length - 1;
    if (expected !== 'any' && actual !== (expected === 'none' ? -1 : expected))
      throw new RevisionConflict(stream, String(expected), actual);
    const recordedAt = clock().toISOString();
    const recorded = storedFrom(known.length).map(({ event }, index) => ({
      ...event,
      position: String(all.length + 1 + index),
      recordedAt,
    }));
    all.push(...recorded);
    streams.set(stream, [...known, ...recorded]);
    moved.resolve();
    moved = Promise.withResolvers<void>();
    return { status: 'appended' as const, events: recorded };
  };

  return {
    start: '0',
    compare: (one, other) => Number(one) - Number(other),
    append: async (stream, events, expected) => append(stream, events, expected),
    read: async (stream, { from = 0, to = Infinity, limit = EVENTS_PER_PAGE } = {}) => {
      const events = streams.get(stream) ?? [];
      return events.slice(from, Math.min(from + Math.min(limit, EVENTS_PER_PAGE), to + 1));
    },
    feed: async ({ after, limit }) => {
      const from = Number(after);
      const events = all.slice(from, from + Math.min(limit, EVENTS_PER_PAGE));
      return { events, position: String(from + events.length) };
    },
    readBytes: async (stream, { from = 0, limit = EVENTS_PER_PAGE } = {}) => {
      const events = streams.get(stream) ?? [];
      return events.slice(from, from + Math.min(limit, EVENTS_PER_PAGE)).map(bytesOf);
    },
    feedBytes: async ({ after, limit }) => {
      const from = Number(after);
      const events = all.slice(from, from + Math.min(limit, EVENTS_PER_PAGE)).map(bytesOf);
      return { events, position: String(from + events.length) };
    },
    end: async () => String(all.length),
    news: async (after, patience, signal) => {
      if (all.length > Number(after)) return;
      const over = new AbortController();
      const signals = [over.signal, ...(signal === undefined ? [] : [signal])];
      const pause = sleep(patience, undefined, { signal: AbortSignal.any(signals) });
      await Promise.race([moved.promise, pause.catch(() => undefined)]);
      over.abort();
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function bytesOf({ position, recordedAt, ...stored }: RecordedEvent): EventBytes {
  const { stream, revision, id } = stored;
  return { stream, revision, id, position, recordedAt, text: canonical(stored).text };
}
