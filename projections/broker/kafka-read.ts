import { randomUUID } from 'node:crypto';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { Delivered } from './broker.ts';
import { deliveredOf } from './kafka-consume.ts';
import { farewell } from './kafka-client.ts';

/** A stretch of a partition: offsets from the first, included, up to the second, not included. */
export type Stretch = { readonly partition: number; readonly from: bigint; readonly to: bigint };

/** What is kept of each partition of a topic now. */
export async function keptOf(kafka: Kafka, topic: string): Promise<readonly Stretch[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => ({
      partition,
      from: BigInt(low),
      to: BigInt(high),
    }));
  } finally {
    await farewell(admin);
  }
}

/** How many messages a topic ever took; 0 where there is none. */
export async function takenBy(kafka: Kafka, topic: string): Promise<number> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    if (!(await admin.listTopics()).includes(topic)) return 0;
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  } finally {
    await farewell(admin);
  }
}

/** The messages of stretches that are kept, in the order of each partition; for a reader who joins no group of ours. */
export async function readStretches(
  kafka: Kafka,
  topic: string,
  wanted: readonly Stretch[],
): Promise<readonly Delivered[]> {
  const left = new Map(
    wanted.filter(({ from, to }) => from < to).map((one) => [one.partition, one]),
  );
  if (left.size === 0) return [];
  // After a rebalance some of them may come again.
  const found = new Map<string, Delivered>();
  const done = Promise.withResolvers<void>();
  const groupId = `redress-reader-${randomUUID()}`;
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 200,
  });
  const eachBatch = (payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const { partition, messages } = batch;
    const stretch = left.get(partition);
    const wished = messages.filter(({ offset }) => isWithin(stretch, BigInt(offset)));
    for (const message of wished)
      found.set(`${partition} ${message.offset}`, deliveredOf(topic, partition, message));
    const last = BigInt(batch.lastOffset());
    payload.resolveOffset(String(last));
    if (stretch !== undefined && last + 1n >= stretch.to) left.delete(partition);
    if (left.size === 0) done.resolve();
    return Promise.resolve();
  };
  // Begun anew by itself it would no longer know where to begin: our caller does it.
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error));
  done.promise.catch(() => undefined);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch });
    for (const { partition, from } of left.values())
      consumer.seek({ topic, partition, offset: String(from) });
    await done.promise;
    return [...found.values()];
  } finally {
    await farewell(consumer);
  }
}

function isWithin(stretch: Stretch | undefined, offset: bigint): boolean {
  return stretch !== undefined && offset >= stretch.from && offset < stretch.to;
}
