import { CompressionTypes, Kafka, Partitioners, logLevel } from 'kafkajs';
import type { Outgoing } from '../projections/broker/broker.ts';

export type BareProducer = AsyncDisposable & {
  readonly send: (messages: readonly Outgoing[]) => Promise<void>;
};

/** kafkajs and nothing else: an idempotent producer, told to send ready-made messages with the relay's guarantees. */
export async function bareProducer(brokers: readonly string[]): Promise<BareProducer> {
  const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    send: async (messages) => {
      await producer.sendBatch({
        acks: -1,
        compression: CompressionTypes.None,
        topicMessages: [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, some]) => ({
          topic,
          messages: some.map(({ key, value, headers }) => ({ key, value, headers })),
        })),
      });
    },
    [Symbol.asyncDispose]: () => producer.disconnect(),
  };
}
