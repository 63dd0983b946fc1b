import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { Registry } from 'prom-client';
import type { RecordedEvent } from '../events/envelope.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import type { Outgoing } from '../projections/broker/broker.ts';
import { kafkaBroker } from '../projections/broker/kafka-broker.ts';
import { readDatabase } from '../projections/database.ts';
import { outgoingOf, portions } from '../projections/relay/outgoing.ts';
import { relayMetrics } from '../projections/relay/relay-metrics.ts';
import { relay } from '../projections/relay/relay.ts';
import type { Relay } from '../projections/relay/relay.ts';
import { relayTopics } from '../projections/relay/topics.ts';
import { kinds } from '../workers/house.ts';
import { migrateAll } from '../workers/migrate.ts';
import { bareProducer } from './bare-producer.ts';
import { generatedEvents, writeEvents } from './generated-events.ts';
import { inOwnDatabase } from './own-database.ts';
import { median, quantile } from './quantile.ts';

export type RelayBench = {
  /** The relay's messages a second over those of a bare producer that sends the same ones; median over the pairs. */
  readonly relayRatio: number;
  readonly goal: number;
  readonly relayPerSecond: number;
  readonly barePerSecond: number;
  /** Whether the relay kept up with a log that grows by `fixedRate` events a second. */
  readonly keptUp: boolean;
  readonly fixedRate: number;
  /** 99 of 100 looks found the relay no further behind than so many events. */
  readonly behindP99: number;
  /** The same as a table for people. */
  readonly table: string;
};

type Wish = {
  readonly ownerUrl: string;
  readonly brokers: readonly string[];
  /** Events of a pair. */
  readonly events: number;
  /** How long the fixed rate lasts. */
  readonly seconds: number;
  readonly say?: (line: string) => void;
};

const GOAL = 0.5;
const PAIRS = 5;
/** Events a second, and how often some of them are written, in milliseconds. */
const RATE = 2_000;
const STEP = 50;
/** Further behind than a second's events it does not keep up. */
const BEHIND = RATE;
const PATIENCE = 120_000;

/**
 * The relay from the log to a real broker, in a database made for it and with topics of its own. At full speed it takes
 * turns with a bare kafkajs producer, which sends the same messages in the same portions, ready-made: what reading the
 * log, checking, mapping and the checkpoint cost is on the relay's side only.
 */
export async function benchRelay(wish: Wish): Promise<RelayBench> {
  return inOwnDatabase(wish.ownerUrl, async (url) => {
    await migrateAll(url);
    const pool = applicationPool(url, 6);
    try {
      return report(await fullSpeed(pool, wish), await fixedRate(pool, wish));
    } finally {
      await pool.end();
    }
  });
}

type Pair = { readonly relayPerSecond: number; readonly barePerSecond: number };

async function fullSpeed(pool: pg.Pool, { brokers, events, say }: Wish): Promise<readonly Pair[]> {
  say?.(`Writing ${events} events …`);
  await writeEvents(pool, generatedEvents(events));
  await using producer = await bareProducer(brokers);
  const pairs: Pair[] = [];
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    say?.(`Relaying them, and sending the same messages barely, ${pair} of ${PAIRS} …`);
    await pool.query('delete from read.checkpoints');
    const prefix = `bench-${pair}.`;
    await using one = relaying(pool, brokers, prefix);
    await one.ensureTopics();
    const messages = await messagesOf(one.parts);
    const relayPerSecond = await perSecond(messages.length, () => one.until(messages.length));
    const barePerSecond = await perSecond(messages.length, async () => {
      for (const some of messages.portions) await producer.send(some);
    });
    // The first pair has code compiled and connections opened, on both sides.
    if (pair > 0) pairs.push({ relayPerSecond, barePerSecond });
  }
  return pairs;
}

async function perSecond(messages: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (messages * 1_000) / (performance.now() - started);
}

/** All that the relay is to publish, in its portions. */
async function messagesOf({ log, read, prefix }: Relay): Promise<{
  readonly length: number;
  readonly portions: readonly (readonly Outgoing[])[];
}> {
  const all: (readonly Outgoing[])[] = [];
  for (let after = log.start; ;) {
    const page = await log.feed({ after, limit: EVENTS_PER_PAGE });
    const messages = page.events
      .map((event: RecordedEvent) => outgoingOf(read, prefix, event))
      .filter((message) => message !== undefined);
    all.push(...portions(messages));
    if (page.position === after) break;
    after = page.position;
  }
  return { length: all.reduce((sum, some) => sum + some.length, 0), portions: all };
}

/** A relay that has been put together, and runs from the first `until` on. */
function relaying(pool: pg.Pool, brokers: readonly string[], prefix: string) {
  const broker = kafkaBroker({ brokers });
  const stop = new AbortController();
  let published = 0;
  let running: Promise<void> | undefined;
  const parts: Relay = {
    ...{ log: postgresLog(pool), database: readDatabase(pool), broker, prefix },
    read: new Map([...kinds].map(([category, { words }]) => [category, words.read])),
    metrics: {
      ...relayMetrics(new Registry()),
      published: (messages) => {
        published += messages;
      },
    },
    onFault: (error) => stop.abort(error),
  };
  return {
    parts,
    published: () => published,
    ensureTopics: () => broker.ensureTopics(relayTopics(prefix)),
    until: async (messages: number): Promise<void> => {
      running ??= relay(parts, stop.signal);
      const until = performance.now() + PATIENCE;
      while (published < messages) {
        stop.signal.throwIfAborted();
        if (performance.now() > until) throw new Error(`Relayed ${published} of ${messages}.`);
        await sleep(1);
      }
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      stop.abort();
      await running;
      await broker[Symbol.asyncDispose]();
    },
  };
}

/** How far behind the relay was, in events, at each look while the log grew. */
async function fixedRate(
  pool: pg.Pool,
  { brokers, seconds, say }: Wish,
): Promise<readonly number[]> {
  say?.(`Relaying a log that grows by ${RATE} events a second, for ${seconds} s …`);
  const events = [...generatedEvents(RATE * seconds, 'steady')];
  await using one = relaying(pool, brokers, 'bench-steady.');
  await one.ensureTopics();
  // The relay stands at the end of what was written before.
  await one.until(0);
  const before = one.published();
  const behind: number[] = [];
  const started = performance.now();
  for (let written = 0; written < events.length;) {
    const due = Math.min(Math.ceil(((performance.now() - started) * RATE) / 1_000), events.length);
    written += await writeEvents(pool, events.slice(written, due));
    behind.push(written - (one.published() - before));
    await sleep(STEP);
  }
  await one.until(before + events.length);
  return behind;
}

function report(pairs: readonly Pair[], behind: readonly number[]): RelayBench {
  const relayPerSecond = Math.round(median(pairs.map((pair) => pair.relayPerSecond)));
  const barePerSecond = Math.round(median(pairs.map((pair) => pair.barePerSecond)));
  const ratio = median(pairs.map((pair) => pair.relayPerSecond / pair.barePerSecond));
  const behindP99 = Math.round(quantile(behind, 0.99));
  const relayRatio = Number(ratio.toFixed(3));
  const keptUp = behindP99 <= BEHIND;
  return {
    ...{ relayRatio, goal: GOAL, relayPerSecond, barePerSecond },
    ...{ keptUp, fixedRate: RATE, behindP99 },
    table: [
      `relay at full speed   ${relayPerSecond} messages/s`,
      `bare kafkajs producer ${barePerSecond} messages/s`,
      `ratio                 ${relayRatio} (goal ≥ ${GOAL})`,
      `at ${RATE} events/s      ${keptUp ? 'kept up' : 'fell behind'}: 99 of 100 looks found it at most ${behindP99} events behind`,
    ].join('\n'),
  };
}
