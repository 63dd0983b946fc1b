import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Actor } from '../events/envelope.ts';
import { LogUnavailable } from '../events/log/log-faults.ts';
import { logFault } from '../events/log/postgres/postgres-faults.ts';
import type { CaseKey } from './box.ts';
import { KeyRingUnavailable } from './key-faults.ts';
import {
  KEY_LIFETIME,
  checkDestruction,
  drawCaseKey,
  institutionOf,
  keyId,
  partsOfKeyId,
} from './key-ring.ts';
import type { Destruction, FoundKey, KeyRing, Tombstone } from './key-ring.ts';
import { unwrapKey, wrapKey } from './wrap-key.ts';

/** Case and key id each take a place. */
const KEYS_IN_MEMORY = 10_000;
/** Each attempt is lost only to another process that made or destroyed a key of the same case meanwhile. */
const ATTEMPTS = 10;

type Row = { readonly stream: string; readonly generation: number } & (
  | { readonly wrapped: Buffer; readonly destroyed_at: null }
  | {
      readonly wrapped: null;
      readonly destroyed_at: Date;
      readonly destroyed_by: string;
      readonly because: string;
    }
);

const COLUMNS = 'stream, generation, wrapped, destroyed_at, destroyed_by, because';

export type PostgresKeyRing = {
  /** In the application's role; stays the caller's to end. */
  readonly pool: pg.Pool;
  /** The wrapping key of an institution; what it throws passes. */
  readonly wrappingOf: (institution: string) => KeyObject;
  /** Milliseconds for which an unwrapped key is kept in memory. */
  readonly lifetime?: number;
};

/**
 * The key ring in table `keys.case_keys`. Destroying takes the wrapped key out of its row; the server keeps the
 * old row's bytes until the next vacuum, in its write-ahead log until that is recycled, and in backups for as
 * long as these are kept: erasure is complete when those have passed.
 */
export function postgresKeyRing({
  pool,
  wrappingOf,
  lifetime = KEY_LIFETIME,
}: PostgresKeyRing): KeyRing {
  const cache = new LRUCache<string, CaseKey>({ max: KEYS_IN_MEMORY, ttl: lifetime });
  let destructions = 0;

  const unwrapped = ({ stream, generation, wrapped }: Row & { wrapped: Buffer }): CaseKey =>
    unwrapKey(wrappingOf(institutionOf(stream)), keyId(stream, generation), wrapped);

  const forget = (stream: string) => {
    destructions += 1;
    cache.delete(stream);
    for (const id of [...cache.keys()]) if (id.startsWith(`${stream}#`)) cache.delete(id);
  };

  const caseKey = async (stream: string): Promise<CaseKey> => {
    const wrapping = wrappingOf(institutionOf(stream));
    const kept = cache.get(stream);
    if (kept !== undefined) return kept;
    // A key read before a destruction and kept after it would outlive it here.
    const before = destructions;
    const key = unwrapped(await presentRow(pool, stream, wrapping));
    if (before === destructions) cache.set(stream, key).set(key.id, key);
    return key;
  };

  const find = async (id: string): Promise<FoundKey> => {
    const kept = cache.get(id);
    if (kept !== undefined) return { status: 'held', caseKey: kept };
    const parts = partsOfKeyId(id);
    if (parts === undefined) return { status: 'unknown' };
    const before = destructions;
    const [row] = await rows(
      pool,
      `select ${COLUMNS} from keys.case_keys where stream = $1 and generation = $2`,
      [parts.stream, parts.generation],
    );
    if (row === undefined) return { status: 'unknown' };
    if (row.wrapped === null) return { status: 'destroyed', tombstone: tombstoneOf(row) };
    const key = unwrapped(row);
    if (before === destructions) cache.set(id, key);
    return { status: 'held', caseKey: key };
  };

  const destroy = async (stream: string, destruction: Destruction) => {
    checkDestruction(destruction);
    institutionOf(stream);
    try {
      await rows(
        pool,
        `update keys.case_keys
            set wrapped = null, destroyed_at = clock_timestamp(), destroyed_by = $2, because = $3
          where stream = $1 and destroyed_at is null`,
        [stream, JSON.stringify(destruction.by), destruction.because],
      );
    } finally {
      // Also when the answer was lost: the key may be gone.
      forget(stream);
    }
    const destroyed = await rows(
      pool,
      `select ${COLUMNS} from keys.case_keys
        where stream = $1 and destroyed_at is not null order by generation`,
      [stream],
    );
    return destroyed.flatMap((row) => (row.wrapped === null ? [tombstoneOf(row)] : []));
  };

  return { caseKey, find, destroy, [Symbol.asyncDispose]: async () => cache.clear() };
}

/** The row of the case's present key, made when there is none. */
async function presentRow(pool: pg.Pool, stream: string, wrapping: KeyObject) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [last] = await rows(
      pool,
      `select ${COLUMNS} from keys.case_keys where stream = $1 order by generation desc limit 1`,
      [stream],
    );
    if (last !== undefined && last.wrapped !== null) return last;
    const generation = (last?.generation ?? 0) + 1;
    const made = wrapKey(wrapping, drawCaseKey(keyId(stream, generation)));
    await rows(
      pool,
      `insert into keys.case_keys (stream, generation, wrapped) values ($1, $2, $3)
       on conflict do nothing`,
      [stream, generation, made],
    );
  }
  throw new KeyRingUnavailable(
    `Keys of ${stream} are made and destroyed over and over; try again.`,
  );
}

function tombstoneOf(row: Row & { wrapped: null }): Tombstone {
  return {
    id: keyId(row.stream, row.generation),
    at: row.destroyed_at.toISOString(),
    by: JSON.parse(row.destroyed_by) as Actor,
    because: row.because,
  };
}

async function rows(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  try {
    return (await pool.query<Row>(text, [...values])).rows;
  } catch (error) {
    const fault = logFault(error);
    if (!(fault instanceof LogUnavailable)) throw error;
    throw new KeyRingUnavailable('The key ring cannot be reached: is PostgreSQL running?', {
      cause: error,
    });
  }
}
