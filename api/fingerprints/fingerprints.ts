import type pg from 'pg';
import { CANDIDATES } from '../../events/complaint/intake-codes.ts';
import { logFault } from '../../events/log/postgres/postgres-faults.ts';

/** Which cases are alike, by fingerprint: outside the log, and erased with a case's key. */
export type Fingerprints = {
  /** Keeps a case's fingerprint; answers with the cases that had an equal one before it, oldest first. */
  readonly note: (stream: string, fingerprint: Uint8Array) => Promise<Noted>;
  /** For a complaint that was not taken in. */
  readonly forget: (stream: string) => Promise<void>;
};

export type Noted = { readonly isNew: boolean; readonly earlier: readonly string[] };

/** In the application's role; the pool stays the caller's to end. Throws `LogUnavailable` when the database fails. */
export function postgresFingerprints(pool: pg.Pool): Fingerprints {
  return {
    note: async (stream, fingerprint) => {
      const [row] = await rows<{ is_new: boolean; earlier: string[] }>(
        pool,
        'select is_new, earlier from fingerprints.note($1, $2, $3)',
        [stream, Buffer.from(fingerprint), CANDIDATES],
      );
      return { isNew: row?.is_new ?? false, earlier: row?.earlier ?? [] };
    },
    forget: async (stream) => {
      await rows(pool, 'delete from fingerprints.cases where stream = $1', [stream]);
    },
  };
}

async function rows<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  try {
    return (await pool.query<Row>(text, [...values])).rows;
  } catch (error) {
    throw logFault(error);
  }
}
