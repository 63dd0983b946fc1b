import { CompressionTypes, Partitioners } from 'kafkajs';
import type { Producer } from 'kafkajs';
import { TopicsDiffer } from './broker.ts';
import type { Broker, Outgoing } from './broker.ts';
import { PATIENCE, farewell, kafkaClient, unavailable, within } from './kafka-client.ts';
import type { KafkaSettings } from './kafka-client.ts';
import { consume } from './kafka-consume.ts';
import { keptOf, readStretches } from './kafka-read.ts';
import { ensureTopics } from './kafka-topics.ts';

/**
 * A broker through kafkajs. That library has no maintainers and may hang when brokers vanish, so it is never trusted to
 * come back: a client that failed, or made no progress in `patience`, is let go, and the next call makes a new one.
 */
export function kafkaBroker(settings: KafkaSettings): Broker {
  const { patience = PATIENCE } = settings;
  let producing: Promise<Producer> | undefined;

  const connected = async (): Promise<Producer> => {
    const producer = kafkaClient(settings).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      void farewell(producer);
      throw error;
    }
  };

  /** Whoever hangs may still write later: what it then writes is a repeat of what its successor wrote before. */
  const recycle = (): void => {
    const old = producing;
    producing = undefined;
    void old?.then(farewell).catch(() => undefined);
  };

  const send = async (messages: readonly Outgoing[]): Promise<void> => {
    const producer = await (producing ??= connected());
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
        recycle();
        throw error;
      }
    },
    ensureTopics: async (topics) => {
      const admin = kafkaClient(settings).admin();
      try {
        await within(patience, 'reaching the broker', admin.connect());
        await ensureTopics(admin, topics);
      } catch (error) {
        throw error instanceof TopicsDiffer ? error : unavailable('topics', error);
      } finally {
        await farewell(admin);
      }
    },
    consume: (wish) => consume(kafkaClient(settings), wish, patience),
    readAll: async (topic) => {
      const kafka = kafkaClient(settings);
      const work = async () => readStretches(kafka, topic, await keptOf(kafka, topic));
      return within(patience, `reading ${topic}`, work());
    },
    readOne: async ({ topic, partition, offset }) => {
      const kafka = kafkaClient(settings);
      const from = BigInt(offset);
      const work = async () => {
        const kept = (await keptOf(kafka, topic)).find((one) => one.partition === partition);
        if (kept === undefined || from < kept.from || from >= kept.to) return undefined;
        return (await readStretches(kafka, topic, [{ partition, from, to: from + 1n }]))[0];
      };
      return within(patience, `reading ${topic}`, work());
    },
    [Symbol.asyncDispose]: async () => {
      const old = producing;
      producing = undefined;
      await old?.then(farewell).catch(() => undefined);
    },
  };
}
