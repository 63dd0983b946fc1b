import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { applicationPool, ownerPool } from '../events/log/postgres/pools.ts';

export type TestDatabase = {
  /** The owner's address. */
  readonly url: string;
  readonly owner: pg.Pool;
  readonly application: pg.Pool;
  /** Another pool in the application's role, closed with the database. */
  readonly another: (max?: number) => pg.Pool;
};

/** A database of its own for this test file, cloned from the migrated template and dropped afterwards. */
export function withDatabase(): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const templateUrl = inject('templateUrl');
  const url = templateUrl.replace(/\/[^/]*$/, `/${name}`);
  const maintenance = ownerPool(templateUrl.replace(/\/[^/]*$/, '/postgres'));
  const owner = ownerPool(url);
  const application = applicationPool(url, 40);
  const others: pg.Pool[] = [];

  beforeAll(async () => {
    // A clone needs a template nobody is connected to; two files at once wait for each other.
    const client = await maintenance.connect();
    await client.query('select pg_advisory_lock(1)');
    const template = templateUrl.slice(templateUrl.lastIndexOf('/') + 1);
    await client.query(`create database ${name} template ${template}`);
    await client.query('select pg_advisory_unlock(1)');
    client.release();
  });

  afterAll(async () => {
    const pools = [owner, application, ...others];
    const leaked = pools.map((pool) => pool.totalCount - pool.idleCount);
    for (const pool of pools) if (!pool.ended) await pool.end();
    await maintenance.query(`drop database if exists ${name} with (force)`);
    await maintenance.end();
    expect(leaked, 'connections left in use').toEqual(pools.map(() => 0));
  });

  const another = (max = 10): pg.Pool => {
    const pool = applicationPool(url, max);
    others.push(pool);
    return pool;
  };
  return { url, owner, application, another };
}
