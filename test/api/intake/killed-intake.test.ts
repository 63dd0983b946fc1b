import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { intakeTopics } from '../../../api/intake/topics.ts';
import type { Receipt } from '../../../api/responses.ts';
import type { Broker } from '../../../projections/broker/broker.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { randomBy } from '../../kill/random.ts';
import { withHouse } from '../../with-house.ts';
import { withKafka } from '../../with-kafka.ts';
import { complaintOf } from '../ask.ts';

/**
 * The process of the intake is killed at random moments while submissions come in. Afterwards each submission has a
 * case of its own, each was answered, and none was taken twice. REDRESS_KILL_SEED runs it again, REDRESS_KILL_ROUNDS
 * kills more often.
 */
const SEED = Number(process.env['REDRESS_KILL_SEED'] ?? Date.now() % 1_000_000);
const KILLS = Number(process.env['REDRESS_KILL_ROUNDS'] ?? 4);
const PER_KILL = 40;
const PATIENCE = 120_000;
/** How long a kill and what follows may take, in milliseconds. */
const ROUND = 40_000;

const kafka = withKafka();
const house = withHouse();
const { prefix } = kafka;
const topics = intakeTopics(prefix);
let broker: Broker;
let brokers = '';
let child: ChildProcess | undefined;
beforeAll(async () => {
  brokers = await kafka.brokers();
  broker = kafkaBroker({ brokers: brokers.split(',') });
  await broker.ensureTopics(Object.values(topics));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await broker[Symbol.asyncDispose]();
});

test(
  `the intake, killed ${KILLS} times, seed ${SEED}`,
  { timeout: PATIENCE + KILLS * ROUND },
  async () => {
    console.log(`intake kill test: REDRESS_KILL_SEED=${SEED} REDRESS_KILL_ROUNDS=${KILLS}`);
    const random = randomBy(SEED);
    const sent: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      child = await startIntake();
      sent.push(...(await submit(PER_KILL)));
      // In the midst of its work, whatever the speed of this machine.
      const some = sent.length - PER_KILL + 1 + random.below(PER_KILL / 2);
      while ((await casesOpened()).length < some) await sleep(5);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    child = await startIntake();
    const answers = await answered(sent);
    const cases = sent.map((id) => {
      const receipts = answers.get(id) ?? [];
      expect(new Set(receipts.map((receipt) => receipt.case)).size, id).toBe(1);
      expect(receipts.filter(({ repeated }) => !repeated).length, id).toBeLessThanOrEqual(1);
      return receipts[0]?.case;
    });
    expect(new Set(cases).size).toBe(sent.length);
    expect((await casesOpened()).toSorted()).toEqual(cases.toSorted());
    const again = [...answers.values()].flat().filter(({ repeated }) => repeated).length;
    console.log(`  ${sent.length} submissions, ${again} of them recognised as taken before`);
  },
);

/** The numbers of all cases that the log has. */
async function casesOpened(): Promise<readonly (string | undefined)[]> {
  const { rows } = await house.database.owner.query<{ stream: string }>(
    `select stream from log.events where stream like 'complaint-demobank.%' and revision = 0`,
  );
  return rows.map(({ stream }) => stream.split('.')[1]);
}

/** Starts the product's own process in the intake's role, and waits until it takes part. */
async function startIntake(): Promise<ChildProcess> {
  const ready = join(house.home, 'intake.ready');
  rmSync(ready, { force: true });
  const main = join(import.meta.dirname, '..', '..', '..', 'cli', 'main.ts');
  const started = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'start', '--roles', 'intake'],
    {
      env: {
        ...process.env,
        REDRESS_HOME: house.home,
        REDRESS_LOG_LEVEL: 'error',
        REDRESS_READY_FILE: ready,
        DATABASE_URL: house.database.url,
        TEMPORAL_ADDRESS: house.temporal.address,
        TEMPORAL_NAMESPACE: house.temporal.namespace,
        KAFKA_BROKERS: brokers,
        KAFKA_TOPIC_PREFIX: prefix,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await expect.poll(() => existsSync(ready), { timeout: 30_000, interval: 50 }).toBe(true);
  return started;
}

/** Sends submissions of many senders, and answers the correlation id of each. */
async function submit(count: number): Promise<readonly string[]> {
  const authorization = `Bearer ${await house.token()}`;
  const ids = Array.from({ length: count }, () => randomUUID());
  await broker.publish(
    ids.map((id) => ({
      topic: topics.submissions.name,
      key: id,
      value: JSON.stringify({ ...complaintOf(), reference: id }),
      headers: {
        authorization,
        request: 'submit-complaint',
        'idempotency-key': id,
        'correlation-id': id,
      },
    })),
  );
  return ids;
}

/** The receipts of every submission, once each has one; a problem fails the test. */
async function answered(sent: readonly string[]): Promise<ReadonlyMap<string, readonly Receipt[]>> {
  let answers: ReadonlyMap<string, readonly Receipt[]> = new Map();
  await expect
    .poll(
      async () => {
        const all = (await broker.readAll(topics.answers.name)).map(({ headers, value }) => ({
          id: headers['correlation-id'] ?? '',
          told: JSON.parse(value?.toString() ?? '') as { receipt?: Receipt; problem?: unknown },
        }));
        expect(all.flatMap(({ told }) => told.problem ?? [])).toEqual([]);
        answers = new Map(
          [...Map.groupBy(all, ({ id }) => id)].map(([id, some]) => [
            id,
            some.flatMap(({ told }) => told.receipt ?? []),
          ]),
        );
        return sent.filter((id) => !answers.has(id)).length;
      },
      { timeout: PATIENCE, interval: 1_000 },
    )
    .toBe(0);
  return answers;
}
