import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { ownerPool } from '../events/log/postgres/pools.ts';
import { removeHome, startPostgres } from '../servers/postgres.ts';
import { stopAll } from '../servers/running.ts';
import { startTemporal } from '../servers/temporal.ts';
import { migrateAll } from '../workers/migrate.ts';
import { otherDatabase } from './other-database.ts';

declare module 'vitest' {
  // Vitest's own declaration is an interface, and only an interface can be added to.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface ProvidedContext {
    /** Address of the template database, migrated and empty. */
    templateUrl: string;
    /** Host and port of the run's Temporal. */
    temporalAddress: string;
    /** The folder of the run's own servers, with their state and log files. */
    serversHome: string;
  }
}

/**
 * One PostgreSQL and one Temporal for the whole run. Each test file clones a migrated template of the database. On a
 * server that `DATABASE_URL` names, the template has a name of its own for each run, and goes with it. What tests leave
 * in the folder for temporary files goes with the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = mkdtempSync(join(tmpdir(), 'redress-test-'));
  process.env['TMPDIR'] = scratch;
  const home = join(scratch, 'servers');
  mkdirSync(home);
  // As root the server runs under another account, which must be able to pass here.
  for (const folder of [scratch, home]) chmodSync(folder, 0o755);
  const template = `redress_template_${randomBytes(6).toString('hex')}`;
  let serverUrl: string | undefined;
  const end = async (): Promise<void> => {
    if (serverUrl !== undefined) await execute(serverUrl, `drop database if exists ${template}`);
    await stopAll(home);
    // Their ends are told to us a moment later, and are then looked up in their logs.
    await sleep(200);
    await removeHome(home);
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    const temporal = startTemporal({ home });
    // Its failure is heard below, also when the database fails first.
    temporal.catch(() => undefined);
    serverUrl = (await startPostgres({ home })).url;
    await execute(serverUrl, `create database ${template}`);
    const templateUrl = otherDatabase(serverUrl, template);
    await migrateAll(templateUrl);
    project.provide('templateUrl', templateUrl);
    project.provide('serversHome', home);
    project.provide('temporalAddress', (await temporal).address);
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const owner = ownerPool(url);
  try {
    await owner.query(statement);
  } finally {
    await owner.end();
  }
}
