import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import { LogUnavailable } from '../events/log/log-faults.ts';
import { logFault } from '../events/log/postgres/postgres-faults.ts';
import { KeyRingUnavailable } from './key-faults.ts';
import { drawCaseKey, keyId } from './key-ring.ts';
import type { Destruction } from './key-ring.ts';
import { wrapKey } from './wrap-key.ts';

/** The rows of `keys.case_keys`, as the ring reads and makes them. */

/** Each attempt is lost only to another process that made or destroyed a key of the same case meanwhile. */
const ATTEMPTS = 10;

export type Row = { readonly stream: string; readonly generation: number } & (
  | { readonly wrapped: Buffer; readonly destroyed_at: null }
  | {
      readonly wrapped: null;
      readonly destroyed_at: Date;
      readonly destroyed_by: string;
      readonly because: string;
    }
);

export const COLUMNS = 'stream, generation, wrapped, destroyed_at, destroyed_by, because';

export type HeldRow = Row & { readonly wrapped: Buffer };

/** The rows of the present keys of cases, made where there is none; the wrapping key of each is given with it. */
export async function presentRows(
  pool: pg.Pool,
  wanted: readonly (readonly [stream: string, wrapping: KeyObject])[],
): Promise<readonly HeldRow[]> {
  const present: HeldRow[] = [];
  const missing = new Map(wanted);
  for (let attempt = 0; attempt < ATTEMPTS && missing.size > 0; attempt += 1) {
    const last = await rows(
      pool,
      `select distinct on (stream) ${COLUMNS} from keys.case_keys
        where stream = any ($1::text[]) order by stream, generation desc`,
      [[...missing.keys()]],
    );
    const held = last.filter((row) => row.wrapped !== null);
    present.push(...held);
    for (const { stream } of held) missing.delete(stream);
    if (missing.size > 0) await makeKeys(pool, missing, last);
  }
  if (missing.size > 0)
    throw new KeyRingUnavailable(
      `Keys of ${[...missing.keys()].join(', ')} are made and destroyed over and over; try again.`,
    );
  return present;
}

/** Makes the next key of each case; another process may be faster, and then its key counts. */
async function makeKeys(
  pool: pg.Pool,
  missing: ReadonlyMap<string, KeyObject>,
  last: readonly Row[],
): Promise<void> {
  const generations = new Map(last.map(({ stream, generation }) => [stream, generation]));
  // In one order, so that two who make the same keys at once never wait for each other in a ring.
  const made = [...missing.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([stream, wrapping]) => {
      const generation = (generations.get(stream) ?? 0) + 1;
      return {
        stream,
        generation,
        wrapped: wrapKey(wrapping, drawCaseKey(keyId(stream, generation))),
      };
    });
  await rows(
    pool,
    `insert into keys.case_keys (stream, generation, wrapped)
     select * from unnest($1::text[], $2::integer[], $3::bytea[]) on conflict do nothing`,
    [
      made.map(({ stream }) => stream),
      made.map(({ generation }) => generation),
      made.map(({ wrapped }) => wrapped),
    ],
  );
}

/** Takes the wrapped key out of the row of the case's present key, if it has one. */
export async function destroyRow(
  pool: pg.Pool,
  stream: string,
  { by, because }: Destruction,
): Promise<void> {
  await rows(
    pool,
    `update keys.case_keys
        set wrapped = null, destroyed_at = clock_timestamp(), destroyed_by = $2, because = $3
      where stream = $1 and destroyed_at is null`,
    [stream, JSON.stringify(by), because],
  );
}

/** The tombstones of a case, oldest first. */
export function destroyedRows(pool: pg.Pool, stream: string): Promise<readonly Row[]> {
  return rows(
    pool,
    `select ${COLUMNS} from keys.case_keys
      where stream = $1 and destroyed_at is not null order by generation`,
    [stream],
  );
}

export async function rows(
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
