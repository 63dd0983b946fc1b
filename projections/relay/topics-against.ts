import type { RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import type { Broker } from '../broker/broker.ts';
import { positionOf } from '../checkpoint.ts';
import type { ReadDatabase } from '../database.ts';
import { feedPages } from '../feed-pages.ts';
import { outgoingOf } from './outgoing.ts';
import type { Read } from './outgoing.ts';
import { RELAY, parkedFrom } from './parked-streams.ts';
import { relayTopics } from './topics.ts';

export type Relaying = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly broker: Pick<Broker, 'taken'>;
  readonly read: Read;
  readonly prefix: string;
};

/** A topic of the relay: the events that went into it by the relay's checkpoint, and the messages it ever took. */
export type TopicFound = {
  readonly topic: string;
  readonly relayed: number;
  readonly taken: number;
  /** It lost messages that it had taken, or was made anew: nobody who reads it now gets all. */
  readonly isShort: boolean;
};

/**
 * The topics of the relay against the log, which is read whole. What a topic's retention let go still counts as taken.
 * A message that came twice can hide one that was lost, so a topic that is not short may lack a few.
 */
export async function topicsAgainst(parts: Relaying): Promise<readonly TopicFound[]> {
  const { broker, prefix } = parts;
  const relayed = await relayedTo(parts);
  const found: TopicFound[] = [];
  for (const { name: topic } of relayTopics(prefix)) {
    // Asked after the checkpoint was read: what is published meanwhile only adds.
    const [count, taken] = [relayed.get(topic) ?? 0, await broker.taken(topic)];
    found.push({ topic, relayed: count, taken, isShort: taken < count });
  }
  return found;
}

async function relayedTo({
  log,
  database,
  read,
  prefix,
}: Relaying): Promise<ReadonlyMap<string, number>> {
  const end = await positionOf(database, RELAY, log.start);
  const parked = await parkedFrom(database);
  const counts = new Map<string, number>();
  const count = (event: RecordedEvent): void => {
    const isParked = event.revision >= (parked.get(event.stream) ?? Infinity);
    if (isParked) return;
    const topic = outgoingOf(read, prefix, event)?.topic;
    if (topic !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  };
  for await (const { events } of feedPages(log, log.start, end)) events.forEach(count);
  return counts;
}
