import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INSTITUTION } from '../../cli/address.ts';
import type { Installation } from '../../cli/address.ts';
import { up } from '../../cli/installation.ts';
import type { ImportCounts } from '../../cli/import/import-file.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import { applicationPool } from '../../events/log/postgres/pools.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { removeHome } from '../../servers/postgres.ts';
import { casesEvents } from './check.ts';
import { ownPorts } from './own-ports.ts';
import { randomBy } from './random.ts';

/**
 * The import of real records is killed at random moments and started again, on real servers: in the end each record
 * stands in the log once, and each open case is attended to. REDRESS_KILL_SEED runs the same moments again.
 */
const SEED = Number(process.env['REDRESS_KILL_SEED'] ?? Date.now() % 1_000_000);
const KILLS = 3;
const RECORDS = 1_200;
const MINUTES = 60_000;
const ROOT = join(import.meta.dirname, '..', '..');

const home = mkdtempSync(join(tmpdir(), 'redress-import-'));
chmodSync(home, 0o755);
const file = join(home, 'sample.csv');
let installation: Installation | undefined;

beforeAll(async () => {
  const sample = readFileSync(join(ROOT, 'test', 'data', 'cfpb-sample.csv'), 'utf8');
  // The first records of the file have no narrative, so that each stands on a line of its own.
  const lines = sample.split('\n').slice(0, RECORDS + 1);
  writeFileSync(file, `${lines.join('\n')}\n`);
  installation = await up(home, false, () => undefined, ownPorts());
}, 5 * MINUTES);
afterAll(() => removeHome(home));

test(`an import killed ${KILLS} times, seed ${SEED}`, { timeout: 10 * MINUTES }, async () => {
  console.log(`import kill test: REDRESS_KILL_SEED=${SEED}`);
  const random = randomBy(SEED);
  await using log = postgresLog(applicationPool(installed().databaseUrl, 2));
  const seen: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const running = start();
    const from = seen.at(-1) ?? 0;
    // A part of what is left, so that each kill falls into the middle.
    const wanted = from + 1 + random.below(Math.floor((RECORDS - from) / 3));
    while ((await casesEvents(log)).length < wanted && running.exitCode() === null) await sleep(20);
    expect(running.exitCode()).toBeNull();
    running.kill();
    await running.ended;
    seen.push((await casesEvents(log)).length);
  }
  const whole = start();
  expect(await whole.ended).toBe(0);
  const counts = JSON.parse(whole.output().trim().split('\n').at(-1) ?? '') as ImportCounts;
  expect(counts).toMatchObject({ rows: RECORDS, changed: 0, doubtful: 0, refused: 0 });
  expect(counts.cases + counts.repeated).toBe(RECORDS);
  expect(counts.repeated).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);

  const events = await casesEvents(log);
  expect(events).toHaveLength(RECORDS);
  expect(new Set(events.map(({ stream }) => stream)).size).toBe(RECORDS);
  expect(new Set(events.map(({ meta }) => meta.submission.id)).size).toBe(RECORDS);
  await checkAttended(events);

  const again = start();
  expect(await again.ended).toBe(0);
  expect(await casesEvents(log)).toEqual(events);
});

async function checkAttended(events: readonly RecordedEvent[]): Promise<void> {
  const { temporalAddress: address, temporalNamespace: namespace } = installed();
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  for (const { stream } of events.filter(({ data }) => data['standing'] === 'open')) {
    const { status } = await client.workflow.getHandle(stream).describe();
    expect(status.name, stream).toBe('RUNNING');
  }
  await connection.close();
}

function start() {
  const child = spawn(
    process.execPath,
    ['cli/main.ts', 'import', 'cfpb', file, '--institution', INSTITUTION, '--json'],
    { cwd: ROOT, env: { ...process.env, REDRESS_HOME: home } },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.resume();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    ended,
    output: () => output,
    exitCode: () => child.exitCode,
    kill: () => child.kill('SIGKILL'),
  };
}

function installed(): Installation {
  if (installation === undefined) throw new Error('Nothing is running.');
  return installation;
}
