import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../../bench/generated-events.ts';
import type { Broker } from '../../../projections/broker/broker.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { caughtUp } from '../../../projections/checkpoint.ts';
import { relay } from '../../../projections/relay/relay.ts';
import type { Relay } from '../../../projections/relay/relay.ts';
import { topicsAgainst } from '../../../projections/relay/topics-against.ts';
import { withDatabase } from '../../with-database.ts';
import { withKafka } from '../../with-kafka.ts';
import { relayParts } from './relay-parts.ts';

const kafka = withKafka();
const { application } = withDatabase();
const EVENTS = 600;
const PATIENCE = 60_000;
let brokers: string[];
let broker: Broker;
let parts: Relay;

beforeAll(async () => {
  brokers = (await kafka.brokers()).split(',');
  broker = kafkaBroker({ brokers });
  parts = relayParts(application, broker, kafka.prefix);
  await writeEvents(application, generatedEvents(EVENTS));
  await relayAll();
});
afterAll(() => broker[Symbol.asyncDispose]());

async function relayAll(): Promise<void> {
  const stop = new AbortController();
  const running = relay(parts, stop.signal);
  expect(await caughtUp(parts, ['relay'], PATIENCE)).toBe(true);
  stop.abort();
  await running;
}

test('what was relayed is there, and a topic that is lost or made anew is short of it', async () => {
  const found = await topicsAgainst(parts);
  expect(found.map(({ isShort }) => isShort)).not.toContain(true);
  const fullest = found.toSorted((one, other) => other.relayed - one.relayed)[0];
  const { topic, relayed, taken } = fullest ?? expect.fail('No topic.');
  expect(relayed).toBeGreaterThan(EVENTS / 10);
  expect(taken).toBe(relayed);
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  const short = async () => (await topicsAgainst(parts)).filter(({ isShort }) => isShort);
  await expect
    .poll(short, { timeout: PATIENCE })
    .toEqual([{ topic, relayed, taken: 0, isShort: true }]);
  // The relay makes it anew, and goes on behind what is lost.
  await writeEvents(application, generatedEvents(30, 'other'));
  await relayAll();
  expect((await short()).map((one) => one.topic)).toEqual([topic]);
});
