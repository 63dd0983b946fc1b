import type { Admin } from 'kafkajs';
import type { Broker } from './broker.ts';
import { PATIENCE, farewell, kafkaClient, repeatedly, within } from './kafka-client.ts';
import type { KafkaSettings } from './kafka-client.ts';
import { consume } from './kafka-consume.ts';
import { kafkaPublisher } from './kafka-publish.ts';
import { keptOf, readStretches, takenBy } from './kafka-read.ts';
import { ensureTopics } from './kafka-topics.ts';

/**
 * A broker through kafkajs. That library has no maintainers and may hang when brokers vanish, so it is never trusted to
 * come back: a client that failed, or made no progress in `patience`, is let go, and the next call makes a new one.
 */
export function kafkaBroker(settings: KafkaSettings): Broker {
  const { patience = PATIENCE } = settings;
  const { publish, close } = kafkaPublisher(settings);
  return {
    publish,
    answers: () =>
      within(
        patience,
        'the cluster',
        asAdmin(settings, (admin) => admin.describeCluster()),
      ),
    ensureTopics: (topics) =>
      repeatedly(patience, 'topics', () =>
        asAdmin(settings, (admin) => ensureTopics(admin, topics)),
      ),
    consume: (wish) => consume(kafkaClient(settings), wish, patience),
    taken: (topic) =>
      repeatedly(patience, `the length of ${topic}`, () => takenBy(kafkaClient(settings), topic)),
    readAll: (topic) =>
      repeatedly(patience, `reading ${topic}`, async () => {
        const kafka = kafkaClient(settings);
        return readStretches(kafka, topic, await keptOf(kafka, topic));
      }),
    readOne: ({ topic, partition, offset }) =>
      repeatedly(patience, `reading ${topic}`, async () => {
        const kafka = kafkaClient(settings);
        const from = BigInt(offset);
        const kept = (await keptOf(kafka, topic)).find((one) => one.partition === partition);
        if (kept === undefined || from < kept.from || from >= kept.to) return undefined;
        return (await readStretches(kafka, topic, [{ partition, from, to: from + 1n }]))[0];
      }),
    [Symbol.asyncDispose]: close,
  };
}

async function asAdmin(
  settings: KafkaSettings,
  work: (admin: Admin) => Promise<unknown>,
): Promise<void> {
  const admin = kafkaClient(settings).admin();
  try {
    await admin.connect();
    await work(admin);
  } finally {
    await farewell(admin);
  }
}
