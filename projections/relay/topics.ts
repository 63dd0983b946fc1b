import type { Topic } from '../broker/broker.ts';
import { RELAY_TOPICS } from './mapping.ts';

/** Cases are spread over these; a topic's number must never change, or a case's order is lost at that moment. */
const PARTITIONS = 12;
/** As large as an event can be, with room for its envelope. */
const BYTES_PER_MESSAGE = 2 * 1_048_576;

/** The topics of the relay, with the settings they need and those they are made with. */
export function relayTopics(prefix: string): readonly Topic[] {
  return Object.keys(RELAY_TOPICS).map((name) => ({
    name: `${prefix}${name}`,
    partitions: PARTITIONS,
    // Compaction would take all events of a case but the last.
    required: { 'cleanup.policy': 'delete' },
    least: { 'max.message.bytes': BYTES_PER_MESSAGE, 'retention.ms': 30 * 86_400_000 },
  }));
}
