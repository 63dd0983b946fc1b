import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import { holdCheckpoint, moveCheckpoint } from './checkpoint.ts';
import type { ReadDatabase } from './database.ts';
import { heardAfterwards } from './heard-afterwards.ts';
import type { ReadModel } from './read-model.ts';
import { takePage, takeSingly } from './take.ts';
import type { OnParked } from './take.ts';

export type Follower = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly model: ReadModel;
  /** Hears of a stream that was parked. */
  readonly onParked?: OnParked;
  /** Hears how many events a step has taken. */
  readonly onTaken?: (events: number) => void;
  /** Hears which they were, and when their step began, in milliseconds since 1970. */
  readonly onProjected?: (events: readonly RecordedEvent[], began: number) => void;
  /** Hears of a step that failed as a whole; it is tried again after a pause. */
  readonly onFault?: (error: unknown) => void;
};

/** How long to wait for news before asking again, and after a fault, in milliseconds. */
const PATIENCE = 5_000;
const PAUSE = 1_000;

/**
 * Follows the feed until aborted. Position and rows move in one transaction that holds the checkpoint's row, so
 * a restart goes on where it stood and of two followers at once one waits for the other. A stream with an event
 * the model cannot take is parked from that event on; all others go on.
 */
export async function follow(follower: Follower, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const position = await step(follower);
      if (position !== undefined) await follower.log.news(position, PATIENCE, signal);
    } catch (error) {
      follower.onFault?.(error);
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Takes one page of the feed; answers the position when there was nothing to take. */
export async function step({
  log,
  database,
  model,
  onParked,
  onTaken,
  onProjected,
}: Follower): Promise<string | undefined> {
  const hears = heardAfterwards(onParked);
  const began = Date.now();
  let events: readonly RecordedEvent[] = [];
  const position = await database.transaction().execute(async (transaction) => {
    const after = await holdCheckpoint(transaction, model.name, log.start);
    const page = await log.feed({ after, limit: EVENTS_PER_PAGE });
    if (page.position === after) return after;
    await takePage(transaction, model, page.events, hears.onParked);
    await moveCheckpoint(transaction, model.name, page.position);
    events = page.events;
    return undefined;
  });
  hears.tell();
  if (events.length > 0) onTaken?.(events.length);
  onProjected?.(events, began);
  return position;
}

/** Takes a parked stream again from where it stopped; answers whether it is parked no longer. */
export async function retryParked(follower: Follower, stream: string): Promise<boolean> {
  const { log, database, model } = follower;
  const hears = heardAfterwards(follower.onParked);
  const taken = await database.transaction().execute(async (transaction) => {
    const position = await holdCheckpoint(transaction, model.name, log.start);
    const removed = await transaction
      .deleteFrom('read.parked')
      .where('model', '=', model.name)
      .where('stream', '=', stream)
      .returning('revision')
      .executeTakeFirst();
    if (removed === undefined) return true;
    for (let from = removed.revision; ;) {
      const page = await log.read(stream, { from, limit: EVENTS_PER_PAGE });
      const passed = page.filter((event) => log.compare(event.position, position) <= 0);
      if (!(await takeSingly(transaction, model, passed, hears.onParked))) return false;
      from += page.length;
      if (passed.length < EVENTS_PER_PAGE) return true;
    }
  });
  hears.tell();
  return taken;
}
