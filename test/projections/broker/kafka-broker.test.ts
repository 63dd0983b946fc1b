import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrokerUnavailable, TopicsDiffer } from '../../../projections/broker/broker.ts';
import type { Broker, Delivered, Topic } from '../../../projections/broker/broker.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { withKafka } from '../../with-kafka.ts';

const kafka = withKafka();
let broker: Broker;
beforeAll(async () => {
  broker = kafkaBroker({ brokers: (await kafka.brokers()).split(',') });
});
afterAll(() => broker[Symbol.asyncDispose]());

const topicOf = (name: string, differences: Partial<Topic> = {}): Topic => ({
  name: `${kafka.prefix}${name}`,
  partitions: 3,
  required: {},
  least: {},
  ...differences,
});

async function filled(name: string, count: number): Promise<string> {
  const topic = topicOf(name);
  await broker.ensureTopics([topic]);
  const messages = Array.from({ length: count }, (_, index) => ({
    topic: topic.name,
    key: `key-${index % 5}`,
    value: String(index),
    headers: { 'Content-Type': 'text/plain' },
  }));
  await broker.publish(messages);
  return topic.name;
}

const text = ({ value }: Delivered): string => value?.toString() ?? '';

/** Consumes until `enough` says so of all that came, or the time is up. */
async function consumed(
  topic: string,
  group: string,
  enough: (values: readonly string[]) => boolean,
): Promise<readonly Delivered[]> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 20_000);
  const got: Delivered[] = [];
  await broker.consume({
    topic,
    group: `${kafka.prefix}${group}`,
    signal: stop.signal,
    take: async (messages) => {
      got.push(...messages);
      // Aborted in the midst of taking, these would not be committed.
      if (enough(got.map(text))) setTimeout(() => stop.abort(), 300);
    },
  });
  clearTimeout(timer);
  return got;
}

describe('the broker', () => {
  test('keeps messages of one key in order and hands over what was published', async () => {
    const topic = await filled('ordered', 200);
    const got = await consumed(topic, 'ordered', (values) => values.length >= 200);
    expect(got).toHaveLength(200);
    for (const ofKey of Map.groupBy(got, ({ key }) => key).values()) {
      expect(new Set(ofKey.map(({ partition }) => partition)).size).toBe(1);
      const numbers = ofKey.map((one) => Number(text(one)));
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
    expect(got[0]?.headers).toEqual({ 'content-type': 'text/plain' });
    expect(Date.parse(got[0]?.at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  test('hands over again what was not taken, and nothing that was', async () => {
    const topic = await filled('resumed', 40);
    const failing = broker.consume({
      topic,
      group: `${kafka.prefix}resumed`,
      signal: new AbortController().signal,
      take: () => Promise.reject(new Error('not now')),
    });
    await expect(failing).rejects.toThrow(/not now/);
    const all = await consumed(topic, 'resumed', (values) => values.length >= 40);
    expect(all).toHaveLength(40);
    await broker.publish([{ topic, key: 'key-1', value: 'later', headers: {} }]);
    const rest = await consumed(topic, 'resumed', (values) => values.includes('later'));
    expect(rest.map(text)).toEqual(['later']);
  });

  test('reads a topic to its end, and one message by its place', async () => {
    const topic = await filled('read', 50);
    const all = await broker.readAll(topic);
    expect(all.map(text).toSorted()).toEqual(
      Array.from({ length: 50 }, (_, index) => String(index)).toSorted(),
    );
    const place = all[7];
    expect(place && (await broker.readOne(place))).toEqual(place);
    expect(await broker.readOne({ topic, partition: 0, offset: '1000' })).toBeUndefined();
    expect(await broker.readAll(await filled('empty', 0))).toEqual([]);
  });

  test('makes topics with their settings, and names each difference of one that is there', async () => {
    const required = { 'message.timestamp.type': 'LogAppendTime', 'cleanup.policy': 'compact' };
    const least = { 'retention.ms': 60_000, 'max.message.bytes': 20_000 };
    const topic = topicOf('settings', { required, least });
    await broker.ensureTopics([topic]);
    await broker.ensureTopics([topic]);
    const other = {
      ...{ name: topic.name, partitions: 4 },
      required: { 'message.timestamp.type': 'CreateTime', 'cleanup.policy': 'delete' },
      least: { 'retention.ms': 60_001, 'max.message.bytes': 20_001 },
    };
    const differing = broker.ensureTopics([other]);
    await expect(differing).rejects.toThrow(TopicsDiffer);
    for (const difference of [
      'has 3 partitions and must have at least 4',
      'has cleanup.policy=compact and must have delete',
      'has message.timestamp.type=LogAppendTime and must have CreateTime',
      'has retention.ms=60000 and must have at least 60001',
      'has max.message.bytes=20000 and must have at least 20001',
    ])
      await expect(differing).rejects.toThrow(`${topic.name} ${difference}`);
  });

  test('takes more partitions, larger messages and a longer retention, or one without end', async () => {
    const more = { 'retention.ms': 60_000, 'max.message.bytes': 20_000 };
    const topic = topicOf('more', { least: more });
    const unending = topicOf('unending', { least: { 'retention.ms': -1 } });
    await broker.ensureTopics([topic, unending]);
    const asked = { partitions: 2, least: { 'retention.ms': 50_000, 'max.message.bytes': 10_000 } };
    await broker.ensureTopics([
      { ...topic, ...asked },
      { ...unending, least: { 'retention.ms': 1_000 } },
    ]);
  });

  test('says so when a topic is not there', async () => {
    const message = { topic: `${kafka.prefix}missing`, key: 'a', value: 'b', headers: {} };
    await expect(broker.publish([message])).rejects.toThrow(BrokerUnavailable);
  });
});

describe('a broker that takes every call and answers none', () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket));
  beforeAll(() => new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready)));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('is given up after the patience, and the client with it', async () => {
    const { port } = silent.address() as AddressInfo;
    await using stuck = kafkaBroker({ brokers: [`127.0.0.1:${port}`], patience: 500 });
    const publish = () => stuck.publish([{ topic: 'cases', key: 'a', value: 'b', headers: {} }]);
    await expect(publish()).rejects.toThrow(/no answer within 0.5 s/);
    const before = sockets.length;
    await expect(publish()).rejects.toThrow(BrokerUnavailable);
    expect(sockets.length, 'a client of its own').toBeGreaterThan(before);
    const consuming = stuck.consume({
      topic: 'cases',
      group: 'nobody',
      take: () => sleep(0),
      signal: new AbortController().signal,
    });
    await expect(consuming).rejects.toThrow(BrokerUnavailable);
  });
});
