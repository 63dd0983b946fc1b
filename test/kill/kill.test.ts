import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { up } from '../../cli/installation.ts';
import type { Installation } from '../../cli/address.ts';
import { applicationPool } from '../../events/log/postgres/pools.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { removeHome } from '../../servers/postgres.ts';
import { findServer, kill, stop } from '../../servers/running.ts';
import { removeTemporalState } from '../../servers/temporal.ts';
import { reattend } from '../../workers/reattend.ts';
import { attendance } from '../../activities/attendance.ts';
import { checkAcknowledged, checkAttended } from './check.ts';
import type { Checked } from './check.ts';
import { startLoad } from './load.ts';
import { ownPorts } from './own-ports.ts';
import { randomBy } from './random.ts';

/**
 * Servers and processes of the product are killed at random moments under load and brought back. Afterwards every
 * acknowledged command stands in the log exactly once, every deadline fell due once, and every case is attended to.
 * REDRESS_KILL_ROUNDS and REDRESS_KILL_SEED run more rounds, or the same ones again.
 */
const ROUNDS = Number(process.env['REDRESS_KILL_ROUNDS'] ?? 8);
const SEED = Number(process.env['REDRESS_KILL_SEED'] ?? Date.now() % 1_000_000);
const DRIVERS = 4;
const VICTIMS = [
  ['worker'],
  ['api'],
  ['postgres'],
  ['temporal'],
  ['worker', 'temporal'],
  ['worker', 'postgres'],
  ['api', 'worker'],
  ['postgres', 'temporal'],
] as const;
const MINUTES = 60_000;

const PORTS = ownPorts();
const home = mkdtempSync(join(tmpdir(), 'redress-kill-'));
chmodSync(home, 0o755);
let installation: Installation | undefined;

beforeAll(async () => {
  installation = await up(home, false, () => undefined, PORTS);
}, 5 * MINUTES);
afterAll(() => removeHome(home));

test(`${ROUNDS} rounds of killing, seed ${SEED}`, { timeout: (3 + ROUNDS) * MINUTES }, async () => {
  console.log(`kill test: ${ROUNDS} rounds, REDRESS_KILL_SEED=${SEED}`);
  const random = randomBy(SEED);
  const load = await startLoad(home, installed().api, SEED, DRIVERS);
  // Each kind of victim comes once in eight rounds, in an order of the seed.
  for (let round = 0; round < ROUNDS; round++) {
    const offset = random.below(VICTIMS.length);
    const victims =
      VICTIMS[(round + (ROUNDS > VICTIMS.length ? offset : 0)) % VICTIMS.length] ?? [];
    await sleep(500 + random.below(2_500));
    await Promise.all(victims.map(killByName));
    await sleep(random.below(1_500));
    installation = await up(home, false, () => undefined, PORTS);
  }
  await load.finish();
  await using checked = await openChecked();
  const counts = await checkAcknowledged(checked.log, load.acknowledged);
  await checkAttended(checked);
  console.log(`kill test: ${JSON.stringify(counts)}`);
  expect(counts.commands).toBeGreaterThan(ROUNDS * 3);
});

test(
  'the workflow engine loses its database, and reattend stands every case up again',
  { timeout: 4 * MINUTES },
  async () => {
    const load = await startLoad(home, installed().api, SEED + 1, DRIVERS);
    await sleep(4_000);
    const temporal = findServer(home, 'temporal');
    if (temporal === undefined) throw new Error('Temporal is not running.');
    await stop(temporal);
    removeTemporalState(home);
    installation = await up(home, false, () => undefined, PORTS);
    await load.finish();
    await using checked = await openChecked();
    const { look } = attendance(checked.client);
    const { looked } = await reattend({ database: checked.database, look, perSecond: 100 });
    expect(looked).toBeGreaterThan(0);
    await checkAcknowledged(checked.log, load.acknowledged);
    await checkAttended(checked);
  },
);

function installed(): Installation {
  if (installation === undefined) throw new Error('Nothing is running.');
  return installation;
}

async function killByName(name: string): Promise<void> {
  const running = findServer(home, name);
  if (running !== undefined) await kill(running);
}

async function openChecked(): Promise<Checked & AsyncDisposable> {
  const { databaseUrl, temporalAddress, temporalNamespace } = installed();
  const pool = applicationPool(databaseUrl, 5);
  const connection = await Connection.connect({ address: temporalAddress });
  return {
    log: postgresLog(pool),
    database: readDatabase(pool),
    client: new Client({ connection, namespace: temporalNamespace }),
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await pool.end();
    },
  };
}
