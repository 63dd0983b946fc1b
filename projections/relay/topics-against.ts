import type { RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import type { Broker } from '../broker/broker.ts';
import { positionOf } from '../checkpoint.ts';
import type { ReadDatabase } from '../database.ts';
import { outgoingOf } from './outgoing.ts';
import type { Read } from './outgoing.ts';
import { RELAY } from './parked-streams.ts';
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
  const rows = await database
    .selectFrom('read.parked')
    .select(['stream', 'revision'])
    .where('model', '=', RELAY)
    .execute();
  const parked = new Map(rows.map(({ stream, revision }) => [stream, revision]));
  const counts = new Map<string, number>();
  const count = (event: RecordedEvent): void => {
    const isParked = event.revision >= (parked.get(event.stream) ?? Infinity);
    if (isParked || log.compare(event.position, end) > 0) return;
    const topic = outgoingOf(read, prefix, event)?.topic;
    if (topic !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  };
  for (let after = log.start; log.compare(after, end) < 0;) {
    const { events, position } = await log.feed({ after, limit: EVENTS_PER_PAGE });
    for (const event of events) count(event);
    if (position === after) break;
    after = position;
  }
  return counts;
}
