import type { Topic } from '../../projections/broker/broker.ts';

export type IntakeTopics = {
  readonly submissions: Topic;
  readonly answers: Topic;
  readonly deadLetters: Topic;
};

const DAY = 86_400_000;
/** As long as a body over HTTP may be, with room for headers. */
const BYTES_PER_MESSAGE = 512 * 1_024;
/** Messages of one key keep their order; this many keys are taken at once. */
const PARTITIONS = 12;

/** The topics of the intake, with the settings they need and those they are made with. */
export function intakeTopics(prefix: string): IntakeTopics {
  return {
    submissions: {
      name: `${prefix}submissions`,
      partitions: PARTITIONS,
      // A token is judged by when the broker took the message, which a sender must not state himself.
      required: { 'cleanup.policy': 'delete', 'message.timestamp.type': 'LogAppendTime' },
      // What comes in clear lies here as it came: no longer than retrying needs.
      least: { 'max.message.bytes': BYTES_PER_MESSAGE, 'retention.ms': 7 * DAY },
    },
    answers: {
      name: `${prefix}answers`,
      partitions: PARTITIONS,
      required: { 'cleanup.policy': 'delete' },
      least: { 'retention.ms': 7 * DAY },
    },
    deadLetters: {
      name: `${prefix}dead-letters`,
      partitions: 1,
      // One letter for each message, until it is settled.
      required: { 'cleanup.policy': 'compact' },
      least: {},
    },
  };
}
