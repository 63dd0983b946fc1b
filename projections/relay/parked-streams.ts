import type { Position, RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import type { Broker, Outgoing } from '../broker/broker.ts';
import type { ReadDatabase } from '../database.ts';
import { park } from '../parked.ts';
import { outgoingOf, portions } from './outgoing.ts';
import type { Read } from './outgoing.ts';

/** Streams of which the relay publishes nothing more until a release knows their events. */
export type ParkedStreams = {
  readonly has: (stream: string) => boolean;
  readonly park: (event: RecordedEvent, reason: string) => Promise<void>;
};

type Parts = {
  readonly log: EventLog;
  readonly broker: Broker;
  readonly read: Read;
  readonly prefix: string;
  readonly database: ReadDatabase;
  readonly onParked?: (stream: string, revision: number, reason: string) => void;
};

/** The name under which parked streams and the checkpoint stand. */
export const RELAY = 'relay';

/**
 * What is parked, once all that can go on has gone on: each relay that begins tries parked streams again, since
 * it may be of a newer release. `position` is where the relay stands; what comes after it is not published here.
 */
export async function parkedStreams(parts: Parts, position: Position): Promise<ParkedStreams> {
  const { database, onParked } = parts;
  const parked = new Set<string>();
  for (const [stream, revision] of await parkedFrom(database))
    if (!(await goOn(parts, stream, revision, position))) parked.add(stream);
  return {
    has: (stream) => parked.has(stream),
    park: async ({ stream, revision }, reason) => {
      await database
        .transaction()
        .execute((transaction) => park(transaction, RELAY, [{ stream, revision, reason }]));
      parked.add(stream);
      onParked?.(stream, revision, reason);
    },
  };
}

/** Parked streams, each with the revision from which on it is not published. */
export async function parkedFrom(database: ReadDatabase): Promise<ReadonlyMap<string, number>> {
  const rows = await database
    .selectFrom('read.parked')
    .select(['stream', 'revision'])
    .where('model', '=', RELAY)
    .execute();
  return new Map(rows.map(({ stream, revision }) => [stream, revision]));
}

/** Publishes a parked stream from where it stopped; answers whether it is parked no longer. */
async function goOn(
  parts: Parts,
  stream: string,
  from: number,
  position: Position,
): Promise<boolean> {
  const { log, database } = parts;
  for (let revision = from; ;) {
    const page = await log.read(stream, { from: revision, limit: EVENTS_PER_PAGE });
    const passed = page.filter((event) => log.compare(event.position, position) <= 0);
    const published = await publishKnown(parts, passed);
    revision += published;
    if (published < passed.length) {
      await moveParked(database, stream, revision);
      return false;
    }
    if (passed.length < EVENTS_PER_PAGE) break;
  }
  await database
    .deleteFrom('read.parked')
    .where('model', '=', RELAY)
    .where('stream', '=', stream)
    .execute();
  return true;
}

/** Publishes events up to the first that this release does not know; answers how many. */
async function publishKnown(
  { broker, read, prefix }: Parts,
  events: readonly RecordedEvent[],
): Promise<number> {
  let known = 0;
  const messages: Outgoing[] = [];
  try {
    for (const event of events) {
      messages.push(
        ...[outgoingOf(read, prefix, event)].filter((message) => message !== undefined),
      );
      known += 1;
    }
  } catch {
    // Why it stands parked is written there already.
  }
  for (const some of portions(messages)) await broker.publish(some);
  return known;
}

async function moveParked(database: ReadDatabase, stream: string, revision: number): Promise<void> {
  await database
    .updateTable('read.parked')
    .set({ revision })
    .where('model', '=', RELAY)
    .where('stream', '=', stream)
    .execute();
}
