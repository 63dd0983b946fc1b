import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Actor } from '../events/envelope.ts';
import type { CaseKey } from './box.ts';
import { COLUMNS, destroyRow, destroyedRows, presentRows, rows } from './case-key-rows.ts';
import type { HeldRow, Row } from './case-key-rows.ts';
import { KEY_LIFETIME, checkDestruction, institutionOf, keyId, partsOfKeyId } from './key-ring.ts';
import type { Destruction, FoundKey, KeyRing, Tombstone } from './key-ring.ts';
import { unwrapKey } from './wrap-key.ts';

/** Case and key id each take a place. */
const KEYS_IN_MEMORY = 10_000;

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

  const unwrapped = ({ stream, generation, wrapped }: HeldRow): CaseKey =>
    unwrapKey(wrappingOf(institutionOf(stream)), keyId(stream, generation), wrapped);

  const forget = (stream: string) => {
    destructions += 1;
    cache.delete(stream);
    for (const id of [...cache.keys()]) if (id.startsWith(`${stream}#`)) cache.delete(id);
  };

  const caseKeys = async (streams: readonly string[]): Promise<ReadonlyMap<string, CaseKey>> => {
    const wanted = new Map(
      streams.map((stream) => [stream, wrappingOf(institutionOf(stream))] as const),
    );
    const keys = new Map<string, CaseKey>();
    for (const stream of wanted.keys()) {
      const kept = cache.get(stream);
      if (kept !== undefined) keys.set(stream, kept);
    }
    // A key read before a destruction and kept after it would outlive it here.
    const before = destructions;
    const missing = [...wanted].filter(([stream]) => !keys.has(stream));
    for (const row of await presentRows(pool, missing)) {
      const key = unwrapped(row);
      if (before === destructions) cache.set(row.stream, key).set(key.id, key);
      keys.set(row.stream, key);
    }
    return keys;
  };

  const caseKey = async (stream: string): Promise<CaseKey> => {
    const key = (await caseKeys([stream])).get(stream);
    if (key === undefined) throw new RangeError(`${stream} has no key.`);
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
      await destroyRow(pool, stream, destruction);
    } finally {
      // Also when the answer was lost: the key may be gone.
      forget(stream);
    }
    const destroyed = await destroyedRows(pool, stream);
    return destroyed.flatMap((row) => (row.wrapped === null ? [tombstoneOf(row)] : []));
  };

  return { caseKey, caseKeys, find, destroy, [Symbol.asyncDispose]: async () => cache.clear() };
}

function tombstoneOf(row: Row & { wrapped: null }): Tombstone {
  return {
    id: keyId(row.stream, row.generation),
    at: row.destroyed_at.toISOString(),
    by: JSON.parse(row.destroyed_by) as Actor,
    because: row.because,
  };
}
