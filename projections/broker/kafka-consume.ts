import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { BrokerUnavailable } from './broker.ts';
import type { Consumption, Delivered } from './broker.ts';
import { farewell, unavailable, within } from './kafka-client.ts';

/** Messages that are handed over together, and committed together. */
const AT_ONCE = 32;
const PARTITIONS_AT_ONCE = 4;
/** Milliseconds. A consumer that died is missed after the first; the broker holds back an empty answer for the last. */
const SESSION = 10_000;
const HEARTBEAT = 2_000;
const WAIT = 500;

/**
 * Consumes with a consumer of its own until aborted; throws `BrokerUnavailable` when that one crashed for good or,
 * as kafkajs may when brokers vanish, fell silent: no fetch came back within `patience` milliseconds while nothing was
 * being taken.
 */
export async function consume(kafka: Kafka, wish: Consumption, patience: number): Promise<void> {
  const { group, topic, signal } = wish;
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: SESSION,
    heartbeatInterval: HEARTBEAT,
    maxWaitTimeInMs: WAIT,
    allowAutoTopicCreation: false,
    // A group whose coordinator is still loading crashes a consumer that would do well on its next attempt.
    retry: { retries: 2, restartOnFailure: () => Promise.resolve(true) },
  });
  const ended = new AbortController();
  const taking = AbortSignal.any([signal, ended.signal]);
  const life = watchOver(consumer, patience, ended);
  try {
    const begun = begin(consumer, topic, (payload) => life.busy(takeBatch(wish, payload, taking)));
    await Promise.race([within(patience, `joining ${group}`, begun), life.failed]);
    await Promise.race([untilAborted(signal), life.failed]);
  } catch (error) {
    throw unavailable(`consuming ${topic}`, error);
  } finally {
    ended.abort();
    life.end();
    await farewell(consumer);
  }
}

async function begin(
  consumer: Consumer,
  topic: string,
  eachBatch: (payload: EachBatchPayload) => Promise<void>,
): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
    eachBatch,
  });
}

/** Rejects `failed` when the consumer crashed, `take` threw, or nothing has come back for too long. */
function watchOver(consumer: Consumer, patience: number, ended: AbortController) {
  let seen = performance.now();
  let busy = 0;
  const fail = Promise.withResolvers<never>();
  fail.promise.catch(() => ended.abort());
  consumer.on(consumer.events.FETCH, () => void (seen = performance.now()));
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) fail.reject(payload.error);
  });
  const timer = setInterval(() => {
    if (busy === 0 && performance.now() - seen > patience)
      fail.reject(new BrokerUnavailable(`The consumer was silent for ${patience / 1_000} s.`));
  }, patience / 10);
  return {
    failed: fail.promise,
    busy: async (work: Promise<void>): Promise<void> => {
      busy += 1;
      try {
        await work;
      } catch (error) {
        fail.reject(error);
        throw error;
      } finally {
        busy -= 1;
        seen = performance.now();
      }
    },
    end: () => clearInterval(timer),
  };
}

/** A few messages at a time, with signs of life while they are taken, and a commit after each few. */
async function takeBatch(
  { take }: Consumption,
  payload: EachBatchPayload,
  signal: AbortSignal,
): Promise<void> {
  const { batch } = payload;
  const { topic, partition, messages } = batch;
  const lost = new AbortController();
  const beat = setInterval(() => void payload.heartbeat().catch(() => lost.abort()), HEARTBEAT);
  const stopped = AbortSignal.any([signal, lost.signal]);
  try {
    for (let from = 0; from < messages.length; from += AT_ONCE) {
      if (stopped.aborted || !payload.isRunning() || payload.isStale()) return;
      const some = messages.slice(from, from + AT_ONCE);
      await take(
        some.map((message) => deliveredOf(topic, partition, message)),
        stopped,
      );
      // Taken by half when it was stopped: then it comes again.
      if (stopped.aborted) return;
      const last = some.at(-1)?.offset ?? batch.firstOffset() ?? '0';
      payload.resolveOffset(last);
      const offset = String(BigInt(last) + 1n);
      await payload.commitOffsetsIfNecessary({
        topics: [{ topic, partitions: [{ partition, offset }] }],
      });
    }
  } finally {
    clearInterval(beat);
  }
}

export function deliveredOf(topic: string, partition: number, message: KafkaMessage): Delivered {
  const { key, value, offset, timestamp } = message;
  const headers = Object.entries(message.headers ?? {}).map(([name, given]) => {
    const last = Array.isArray(given) ? given.at(-1) : given;
    return [name.toLowerCase(), last?.toString() ?? ''] as const;
  });
  return {
    ...{ topic, partition, offset, value },
    key: key === null ? null : key.toString(),
    headers: Object.fromEntries<string>(headers),
    at: new Date(Number(timestamp)).toISOString(),
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
