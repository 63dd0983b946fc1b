import { CompressionTypes, Partitioners } from 'kafkajs';
import type { Producer } from 'kafkajs';
import type { Broker, Outgoing } from './broker.ts';
import { PATIENCE, farewell, kafkaClient, within } from './kafka-client.ts';
import type { KafkaSettings } from './kafka-client.ts';

/** Publishes through an idempotent producer, which is replaced after every failure. */
export function kafkaPublisher(
  settings: KafkaSettings,
): Pick<Broker, 'publish'> & { readonly close: () => Promise<void> } {
  const { patience = PATIENCE } = settings;
  let producing: Promise<Producer> | undefined;

  /** Whoever hangs may still write later: what it then writes is a repeat of what its successor wrote before. */
  const letGo = async (): Promise<void> => {
    const old = producing;
    producing = undefined;
    await old?.then(farewell).catch(() => undefined);
  };

  const send = async (messages: readonly Outgoing[]): Promise<void> => {
    const producer = await (producing ??= connected(settings));
    await producer.sendBatch({
      acks: -1,
      compression: CompressionTypes.None,
      topicMessages: [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
        topic,
        messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers })),
      })),
    });
  };

  return {
    publish: async (messages) => {
      if (messages.length === 0) return;
      try {
        await within(patience, `publishing ${messages.length} messages`, send(messages));
      } catch (error) {
        void letGo();
        throw error;
      }
    },
    close: letGo,
  };
}

async function connected(settings: KafkaSettings): Promise<Producer> {
  const producer = kafkaClient(settings).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    // That of Kafka's own clients: equal keys go to equal partitions, whoever publishes.
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  try {
    await producer.connect();
    return producer;
  } catch (error) {
    void farewell(producer);
    throw error;
  }
}
