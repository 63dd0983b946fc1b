import { randomBytes } from 'node:crypto';
import { ownerPool } from '../events/log/postgres/pools.ts';

/** Measures in a database made for it on the owner’s server, whose address is given to it, and drops it afterwards. */
export async function inOwnDatabase<Result>(
  ownerUrl: string,
  measure: (url: string) => Promise<Result>,
): Promise<Result> {
  const name = `redress_bench_${randomBytes(6).toString('hex')}`;
  const maintenance = ownerPool(ownerUrl);
  await maintenance.query(`create database ${name}`);
  try {
    const address = new URL(ownerUrl);
    address.pathname = `/${name}`;
    return await measure(address.href);
  } finally {
    await maintenance.query(`drop database if exists ${name} with (force)`);
    await maintenance.end();
  }
}
