import { setTimeout as sleep } from 'node:timers/promises';
import type { Position, RecordedEvent } from '../../events/envelope.ts';
import type { EventLog, FeedPage } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import type { Broker, Outgoing } from '../broker/broker.ts';
import { pauseAfter } from '../broker/pause-after.ts';
import { holdCheckpoint } from '../checkpoint.ts';
import type { ReadDatabase } from '../database.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { RelayMetrics } from './relay-metrics.ts';
import { outgoingOf, portions } from './outgoing.ts';
import type { Read } from './outgoing.ts';
import { RELAY, parkedStreams } from './parked-streams.ts';
import type { ParkedStreams } from './parked-streams.ts';
import { relayTopics } from './topics.ts';

/**
 * Carries the feed to the broker. One relay works and the others stand by. It reads a page, publishes it, and only when
 * the broker holds all of it moves the checkpoint: a crash in between repeats the page, and loses nothing. The next one
 * is read while a page is published, never published before it. After a fault all begins anew from the checkpoint.
 */
export type Relay = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly broker: Broker;
  readonly read: Read;
  /** What the names of a house's topics begin with. */
  readonly prefix: string;
  readonly metrics: RelayMetrics;
  /** Hears of a page that the broker holds, and when its publishing began, in milliseconds since 1970. */
  readonly onPublished?: (events: readonly RecordedEvent[], began: number) => void;
  /** Hears of what failed; the relay goes on. */
  readonly onFault?: (error: unknown) => void;
  /** Hears of a stream that goes no further, since this release does not know an event of it. */
  readonly onParked?: (stream: string, revision: number, reason: string) => void;
};

/** Milliseconds: how long to wait for news before asking again. */
const PATIENCE = 3_000;

/** Relays until aborted. */
export function relay(parts: Relay, signal: AbortSignal): Promise<void> {
  const { database, metrics, onFault } = parts;
  const failed = (error: unknown): void => {
    metrics.failed();
    onFault?.(error);
  };
  const work = async (until: AbortSignal): Promise<void> => {
    for (let pause = 0; !until.aborted;) {
      try {
        await carry(parts, until);
      } catch (error) {
        failed(error);
        pause = pauseAfter(error, pause);
        await sleep(pause, undefined, { signal: until }).catch(() => undefined);
      }
    }
  };
  return oneAtATime(
    { database, name: RELAY, work, onWorking: metrics.works, onFault: failed },
    signal,
  );
}

async function carry(parts: Relay, signal: AbortSignal): Promise<void> {
  const { log, database, broker, prefix, metrics, onPublished } = parts;
  let position = await database
    .transaction()
    .execute((transaction) => holdCheckpoint(transaction, RELAY, log.start));
  const nextPage = (after: Position): Promise<FeedPage> => {
    const page = log.feed({ after, limit: EVENTS_PER_PAGE });
    // It may fail while nobody waits for it yet.
    page.catch(() => undefined);
    return page;
  };
  let page = nextPage(position);
  metrics.waiting((await page).events[0]?.recordedAt);
  await broker.ensureTopics(relayTopics(prefix));
  const parked = await parkedStreams(parts, position);
  while (!signal.aborted) {
    const { events, position: next } = await page;
    metrics.waiting(events[0]?.recordedAt);
    if (next === position) {
      await log.news(position, PATIENCE, signal);
      page = nextPage(position);
      continue;
    }
    page = nextPage(next);
    const began = Date.now();
    metrics.published(await publishPage(parts, parked, events));
    onPublished?.(events, began);
    await moveOn(database, position, next);
    position = next;
  }
}

async function publishPage(
  { broker, read, prefix }: Relay,
  parked: ParkedStreams,
  events: readonly RecordedEvent[],
): Promise<number> {
  const messages: Outgoing[] = [];
  for (const event of events) {
    if (parked.has(event.stream)) continue;
    try {
      const message = outgoingOf(read, prefix, event);
      if (message !== undefined) messages.push(message);
    } catch (error) {
      await parked.park(event, error instanceof Error ? error.message : String(error));
    }
  }
  for (const some of portions(messages)) await broker.publish(some);
  return messages.length;
}

/** Throws when another has moved the checkpoint, who took over while we were cut off from the database. */
async function moveOn(database: ReadDatabase, from: Position, to: Position): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('read.checkpoints')
    .set({ position: to })
    .where('model', '=', RELAY)
    .where('position', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('Another relay has taken over.');
}
