import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../../bench/generated-events.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { caughtUp } from '../../../projections/checkpoint.ts';
import { readDatabase } from '../../../projections/database.ts';
import { LEDGER_CHECKPOINT } from '../../../projections/ledger/take-leaves.ts';
import { verifyLedger } from '../../../projections/ledger/verify/verify-ledger.ts';
import { randomBy } from '../../kill/random.ts';
import { withDatabase } from '../../with-database.ts';
import { newWitness } from './ledger-parts.ts';

/**
 * The ledger is killed at random moments while the log grows, and for some rounds two of them run. Every event then has
 * one leaf, every head holds, and so does every witnessed one. REDRESS_KILL_SEED runs it again, REDRESS_KILL_ROUNDS
 * kills more often.
 */
const SEED = Number(process.env['REDRESS_KILL_SEED'] ?? Date.now() % 1_000_000);
const KILLS = Number(process.env['REDRESS_KILL_ROUNDS'] ?? 5);
const EVENTS_PER_KILL = 800;
const PATIENCE = 60_000;
const BANK = 'bench';

const { url, application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const witness = newWitness();
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

test(`killed ${KILLS} times, seed ${SEED}`, { timeout: PATIENCE * (2 + KILLS / 5) }, async () => {
  console.log(`ledger kill test: REDRESS_KILL_SEED=${SEED} REDRESS_KILL_ROUNDS=${KILLS}`);
  const random = randomBy(SEED);
  const growing = grow(random);
  for (let round = 0; round < KILLS; round += 1) {
    const child = await ledger();
    const beside = random.below(2) === 0 ? await ledger() : undefined;
    await sleep(200 + random.below(1_500));
    for (const one of [child, beside]) await killed(one);
  }
  const events = await growing;
  await ledger();
  expect(await caughtUp({ log, database }, [LEDGER_CHECKPOINT], PATIENCE)).toBe(true);
  for (const child of running) await killed(child);
  const verified = await verifyLedger({ log, database, witness });
  expect(verified.findings).toEqual([]);
  // The announcement of the key is an event as well; of two keys introduced at once the log takes one.
  expect(verified.institutions).toMatchObject([{ institution: BANK, events: events + 1 }]);
  expect(verified.institutions[0]?.heads).toBeGreaterThan(0);
});

async function killed(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
  running.delete(child);
}

/** Starts the ledger's code in a process of its own. */
async function ledger(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'ledger-process.ts')],
    {
      env: { ...process.env, DATABASE_URL: url, REDRESS_WITNESS: witness },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.add(child);
  await once(child.stdout, 'data');
  return child;
}

/** Lets the log grow in steps, so that the ledger meets pages of every size; answers how many events it has. */
async function grow(random: ReturnType<typeof randomBy>): Promise<number> {
  const left = [...generatedEvents(KILLS * EVENTS_PER_KILL, BANK)];
  let written = 0;
  while (left.length > 0) {
    await sleep(random.below(300));
    written += await writeEvents(application, left.splice(0, 1 + random.below(500)));
  }
  return written;
}
