import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeHome, startPostgres } from '../servers/postgres.ts';

import { migrateAll } from '../workers/migrate.ts';
import { ownerPool } from '../events/log/postgres/pools.ts';

declare module 'vitest' {
  // Vitest's context is extended by merging, which only an interface can do.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface ProvidedContext {
    /** Address of the template database, migrated and empty. */
    templateUrl: string;
  }
}

const TEMPLATE = 'redress_template';

/** One PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'redress-test-'));
  // As root the server runs under another account, which must be able to pass here.
  chmodSync(home, 0o755);
  const { url } = await startPostgres({ home });
  const templateUrl = url.replace(/\/[^/]*$/, `/${TEMPLATE}`);
  await using owner = disposable(ownerPool(url));
  await owner.pool.query(`drop database if exists ${TEMPLATE}`);
  await owner.pool.query(`create database ${TEMPLATE}`);
  await migrateAll(templateUrl);
  project.provide('templateUrl', templateUrl);
  return async () => {
    await removeHome(home);
  };
}

function disposable(pool: ReturnType<typeof ownerPool>) {
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}
