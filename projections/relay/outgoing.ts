import type { Message, RecordedEvent } from '../../events/envelope.ts';
import { categoryOf } from '../../events/stream-category.ts';
import type { Outgoing } from '../broker/broker.ts';
import { cloudEventOf, leaving, messageOf } from './cloud-event.ts';
import { MAPPING } from './mapping.ts';

/**
 * Characters that are published at once, at most 3 bytes each: one batch to one partition then keeps below what the
 * topics take.
 */
const CHARACTERS_AT_ONCE = 400_000;

/** Recorded events in today's words, by stream category; each throws on one that this release does not know. */
export type Read = ReadonlyMap<string, (recorded: RecordedEvent) => Message>;

/**
 * The message of an event, or undefined where the event stays in the house. Throws on one that this release does not
 * know, since nobody can say what in it may leave.
 */
export function outgoingOf(read: Read, prefix: string, event: RecordedEvent): Outgoing | undefined {
  const category = categoryOf(event.stream);
  const mapping = MAPPING.get(category);
  if (mapping === undefined) return undefined;
  const said = read.get(category)?.(event);
  const version = mapping.versions[event.type]?.version;
  const topic = mapping.topics[event.type];
  if (said === undefined || version === undefined || topic === undefined)
    throw new TypeError(`No topic is known for ${event.type}.`);
  if (topic === null) return undefined;
  const data = leaving(said.data, mapping.withheld[event.type] ?? []);
  return messageOf(`${prefix}${topic}`, cloudEventOf(event, version, data));
}

/** Portions in order, each of as much as is published at once, or of a single larger message. */
export function portions(messages: readonly Outgoing[]): readonly (readonly Outgoing[])[] {
  const made: Outgoing[][] = [];
  let room = 0;
  for (const message of messages) {
    const length = message.value?.length ?? 0;
    if (length > room || made.length === 0) {
      made.push([]);
      room = CHARACTERS_AT_ONCE;
    }
    made.at(-1)?.push(message);
    room -= length;
  }
  return made;
}
