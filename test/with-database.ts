import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { applicationPool, ownerPool } from '../events/log/postgres/pools.ts';
import { otherDatabase } from './other-database.ts';

export type TestDatabase = {
  /** The owner's address. */
  readonly url: string;
  readonly owner: pg.Pool;
  readonly application: pg.Pool;
  /** Another pool in the application's role, closed with the database. */
  readonly another: (max?: number) => pg.Pool;
};

/**
 * A database of its own for this test file, cloned from the migrated template and dropped afterwards. The file fails
 * when a connection to it is then still in use, or belongs to a pool that nobody ended.
 */
export function withDatabase(): TestDatabase {
  // An address given for the application names another database; here the owner takes its role.
  delete process.env['DATABASE_APPLICATION_URL'];
  const name = `test_${randomBytes(6).toString('hex')}`;
  const templateUrl = inject('templateUrl');
  const url = otherDatabase(templateUrl, name);
  const maintenance = ownerPool(otherDatabase(templateUrl, 'postgres'));
  const owner = ownerPool(url);
  const application = applicationPool(url, 40);
  const pools = [owner, application];

  beforeAll(() => clone(maintenance, templateUrl, name));

  afterAll(async () => {
    const inUse = pools.filter(({ totalCount, idleCount }) => totalCount > idleCount);
    // A pool does not end while a connection of it is in use: these go with their database.
    for (const pool of pools) {
      const ended = pool.ending ? Promise.resolve() : pool.end();
      if (!inUse.includes(pool)) await ended;
    }
    const left = inUse.length === 0 ? await connectionsLeft(maintenance, name) : 0;
    await maintenance.query(`drop database if exists ${name} with (force)`);
    await maintenance.end();
    expect(inUse.length, 'pools with connections in use').toBe(0);
    expect(left, 'connections of pools that nobody ended').toBe(0);
  });

  const another = (max = 10): pg.Pool => {
    const pool = applicationPool(url, max);
    pools.push(pool);
    return pool;
  };
  return { url, owner, application, another };
}

/** A clone needs a template nobody is connected to: two files at once wait for each other. */
async function clone(maintenance: pg.Pool, templateUrl: string, name: string): Promise<void> {
  const template = new URL(templateUrl).pathname.slice(1);
  const client = await maintenance.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('redress test clone'))`);
    await client.query(`create database ${name} template ${template}`);
    await client.query(`select pg_advisory_unlock(hashtext('redress test clone'))`);
  } finally {
    client.release();
  }
}

/** A backend takes a moment to go after its client has said goodbye. */
async function connectionsLeft(maintenance: pg.Pool, name: string): Promise<number> {
  for (let look = 1; ; look += 1) {
    const { rowCount } = await maintenance.query(
      `select from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [name],
    );
    if (rowCount === null || rowCount === 0 || look === 40) return rowCount ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
