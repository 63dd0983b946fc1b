import type pg from 'pg';
import { CANDIDATES } from '../../events/complaint/intake-codes.ts';
import { query } from '../../events/log/postgres/query.ts';

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
      const [row] = await query<{ is_new: boolean; earlier: string[] }>(pool, {
        text: 'select is_new, earlier from fingerprints.note($1, $2, $3)',
        values: [stream, Buffer.from(fingerprint), CANDIDATES],
      });
      return { isNew: row?.is_new ?? false, earlier: row?.earlier ?? [] };
    },
    forget: async (stream) => {
      const text = 'delete from fingerprints.cases where stream = $1';
      await query(pool, { text, values: [stream] });
    },
  };
}
