import type { Position, RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';

/** How long to wait for events that are recorded and not yet in the feed, in milliseconds. */
const PATIENCE = 5_000;
const LOOK = 250;

export type Held =
  | { readonly streams: readonly (readonly RecordedEvent[])[] }
  | { readonly not: 'too-long' | 'behind' };

/**
 * Every stream that is wanted, whole, in the order in which they began, read once and held in memory: for a log that
 * is short. It is everything that was recorded before the call, or nothing.
 */
export async function heldStreams(
  log: EventLog,
  isWanted: (stream: string) => boolean,
  atMost: number,
): Promise<Held> {
  const streams = new Map<string, RecordedEvent[]>();
  let count = 0;
  for await (const events of pages(log, await log.end())) {
    if (events === 'behind') return { not: 'behind' };
    count += events.length;
    if (count > atMost) return { not: 'too-long' };
    for (const event of events) {
      const own = streams.get(event.stream) ?? [];
      own.push(event);
      if (isWanted(event.stream)) streams.set(event.stream, own);
    }
  }
  return { streams: [...streams.values()] };
}

/** The feed until it has shown the event at `end`, for which it may need a moment. */
async function* pages(
  log: EventLog,
  end: Position,
): AsyncGenerator<readonly RecordedEvent[] | 'behind'> {
  const until = performance.now() + PATIENCE;
  for (let after = log.start; log.compare(after, end) < 0;) {
    const { events, position } = await log.feed({ after, limit: EVENTS_PER_PAGE });
    yield events;
    if (position === after) {
      if (performance.now() > until) yield 'behind';
      await log.news(after, LOOK);
    }
    after = position;
  }
}
