import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../bench/generated-events.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { caughtUp } from '../../projections/checkpoint.ts';
import { readDatabase } from '../../projections/database.ts';
import { readModels } from '../../projections/read-models.ts';
import { rebuild } from '../../projections/rebuild.ts';
import { kinds } from '../../workers/house.ts';
import { randomBy } from '../kill/random.ts';
import { withDatabase } from '../with-database.ts';
import { allRows } from './projected.ts';

/**
 * The projector is killed at random moments while the log grows. When it has caught up, every row of every read model
 * equals that of a fresh rebuild. REDRESS_KILL_SEED runs it again.
 */
const SEED = Number(process.env['REDRESS_KILL_SEED'] ?? Date.now() % 1_000_000);
const KILLS = 8;
const EVENTS = 12_000;
const PATIENCE = 60_000;

const { url, application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const models = readModels(kinds);
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

test(`killed ${KILLS} times, seed ${SEED}`, { timeout: 4 * PATIENCE }, async () => {
  console.log(`projector kill test: REDRESS_KILL_SEED=${SEED}`);
  const random = randomBy(SEED);
  const growing = grow(random);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = await projector();
    await sleep(random.below(1_200));
    child.kill('SIGKILL');
    await once(child, 'exit');
    running.delete(child);
  }
  const events = await growing;
  await projector();
  expect(await caughtUp({ log, database }, [...models.keys()], PATIENCE)).toBe(true);
  const followed = await allRows(database);
  for (const child of running) child.kill('SIGKILL');
  // Once with all cases in memory, and once with so few that most are written and read again.
  for (const keep of [EVENTS, 100]) {
    for (const model of models.values())
      expect(await rebuild({ log, database, model, keep })).toMatchObject({ events });
    const rebuilt = await allRows(database);
    for (const [table, rows] of Object.entries(followed)) {
      expect(rows.length, table).toBeGreaterThan(0);
      expect(rebuilt[table], table).toEqual(rows);
    }
  }
  expect(await database.selectFrom('read.parked').selectAll().execute()).toEqual([]);
});

/** Starts the projector's code in a process of its own and waits until it follows. */
async function projector(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'projector-process.ts')],
    { env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add(child);
  await once(child.stdout, 'data');
  return child;
}

/** Lets the log grow in steps, so that the projector meets pages of every size; answers how many events it has. */
async function grow(random: ReturnType<typeof randomBy>): Promise<number> {
  const left = [...generatedEvents(EVENTS)];
  let written = 0;
  while (left.length > 0) {
    await sleep(random.below(300));
    written += await writeEvents(application, left.splice(0, 1 + random.below(1_500)));
  }
  return written;
}
