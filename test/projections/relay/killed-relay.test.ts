import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../../bench/generated-events.ts';
import type { Placed } from '../../../bench/generated-events.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { caughtUp } from '../../../projections/checkpoint.ts';
import { readDatabase } from '../../../projections/database.ts';
import { startKafka } from '../../../servers/kafka.ts';
import { removeHome } from '../../../servers/postgres.ts';
import { kill } from '../../../servers/running.ts';
import { randomBy } from '../../kill/random.ts';
import { withDatabase } from '../../with-database.ts';
import { withKafka } from '../../with-kafka.ts';
import { relayed, withoutRepeats } from './relay-parts.ts';

/**
 * Relay and broker are killed at random moments while the log grows. Receivers who drop repeats by id then hold every
 * event, in the order of its case. REDRESS_KILL_SEED runs it again, REDRESS_KILL_ROUNDS kills more often.
 */
const SEED = Number(process.env['REDRESS_KILL_SEED'] ?? Date.now() % 1_000_000);
const KILLS = Number(process.env['REDRESS_KILL_ROUNDS'] ?? 8);
const BROKER_KILLS = 2;
const EVENTS_PER_KILL = 1_500;
const PATIENCE = 60_000;
/** How long a kill and what follows may take, in milliseconds. */
const ROUND = 30_000;

const kafka = withKafka();
const { url, application, owner } = withDatabase();
const running = new Set<ChildProcess>();
const home = mkdtempSync(join(tmpdir(), 'redress-broker-'));

beforeEach(async () => {
  await owner.query(`delete from read.checkpoints;
    alter table log.events disable trigger append_only_whole; truncate log.events;
    alter table log.events enable always trigger append_only_whole`);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await removeHome(home);
});

test(
  `the relay, killed ${KILLS} times, seed ${SEED}`,
  { timeout: 2 * PATIENCE + KILLS * ROUND },
  async () => {
    console.log(`relay kill test: REDRESS_KILL_SEED=${SEED} REDRESS_KILL_ROUNDS=${KILLS}`);
    const random = randomBy(SEED);
    const brokers = await kafka.brokers();
    const prefix = `${kafka.prefix}relay.`;
    const growing = grow(random, KILLS * EVENTS_PER_KILL);
    for (let round = 0; round < KILLS; round += 1) {
      const child = await relayOf(brokers, prefix);
      await sleep(300 + random.below(2_200));
      child.kill('SIGKILL');
      await once(child, 'exit');
      running.delete(child);
    }
    await relayOf(brokers, prefix);
    await allArrived(await growing, brokers, prefix);
  },
);

test(
  `the broker, killed ${BROKER_KILLS} times, seed ${SEED}`,
  { timeout: 2 * PATIENCE + BROKER_KILLS * 2 * ROUND },
  async () => {
    const random = randomBy(SEED + 1);
    const prefix = `${kafka.prefix}broker.`;
    const { brokers } = await startKafka({ home });
    const child = await relayOf(brokers, prefix);
    const growing = grow(random, 6_000);
    for (let round = 0; round < BROKER_KILLS; round += 1) {
      await sleep(2_000 + random.below(3_000));
      const { running: server } = await startKafka({ home });
      if (server !== undefined) await kill(server);
      await sleep(random.below(5_000));
      await startKafka({ home });
    }
    await allArrived(await growing, brokers, prefix);
    expect(child.exitCode, 'the same relay went on').toBeNull();
  },
);

/** Waits until the relay stands at the log's end, and compares what receivers hold with what was recorded. */
async function allArrived(
  recorded: readonly Placed[],
  brokers: string,
  prefix: string,
): Promise<void> {
  const log = postgresLog(application);
  const database = readDatabase(application);
  expect(await caughtUp({ log, database }, ['relay'], PATIENCE)).toBe(true);
  for (const child of running) child.kill('SIGKILL');
  await using broker = kafkaBroker({ brokers: brokers.split(',') });
  const all = await relayed(broker, prefix);
  const fresh = withoutRepeats(all);
  const held = [...fresh.values()].flat().map(({ id }) => id);
  expect(held.toSorted()).toEqual(recorded.map(({ event }) => event.id).toSorted());
  for (const [name, ofCase] of fresh) {
    const sequence = ofCase.map((event) => event.sequence);
    expect(sequence, name).toEqual(sequence.toSorted());
  }
  console.log(`  ${recorded.length} events, ${all.length - held.length} repeats`);
}

/** Starts the relay's code in a process of its own. */
async function relayOf(brokers: string, prefix: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'relay-process.ts')],
    {
      env: {
        ...process.env,
        DATABASE_URL: url,
        KAFKA_BROKERS: brokers,
        KAFKA_TOPIC_PREFIX: prefix,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.add(child);
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('It ended by itself.')));
  failed.catch(() => undefined);
  await Promise.race([once(child.stdout, 'data'), failed]);
  return child;
}

/** Lets the log grow in steps of every size; answers what it holds then. */
async function grow(
  random: ReturnType<typeof randomBy>,
  count: number,
): Promise<readonly Placed[]> {
  const events = [...generatedEvents(count)];
  for (let from = 0; from < events.length;) {
    await sleep(random.below(700));
    const some = events.slice(from, from + 1 + random.below(900));
    from += await writeEvents(application, some);
  }
  return events;
}
