import type pg from 'pg';
import type { CopySource, StoredEvent } from '../copy/log-ends.ts';
import { LogUnavailable } from '../log-faults.ts';
import { readStored } from '../stored.ts';
import { COLUMNS, query } from './query.ts';
import type { EventRow } from './query.ts';
import { isLockTimeout } from './postgres-faults.ts';

/** How long appends under way may take to end, in milliseconds. */
const QUIET = 5_000;

type Row = EventRow & { readonly stream: string; readonly revision: number; readonly id: string };

const STORED = `${COLUMNS}, stream, revision, id`;

/**
 * The log in PostgreSQL as it is stored, while nobody may append to it: on a connection of the owner, whose
 * transaction holds the table until the source is disposed of. Throws `LogUnavailable` when somebody keeps appending.
 */
export async function quietSource(owner: pg.Pool): Promise<CopySource & AsyncDisposable> {
  const client = await owner.connect();
  const ended = async (): Promise<void> => {
    await client.query('rollback').catch(() => undefined);
    client.release();
  };
  try {
    await query(client, { text: 'begin read only' });
    await query(client, { text: `set local lock_timeout = ${QUIET}` });
    await client.query('lock table log.events in share mode');
  } catch (error) {
    await ended();
    if (!isLockTimeout(error)) throw error;
    throw new LogUnavailable('Somebody appends to the log in PostgreSQL: stop the product first.');
  }
  return { ...storedEvents(client), [Symbol.asyncDispose]: ended };
}

function storedEvents(client: pg.PoolClient): CopySource {
  const rows = async (where: string, values: readonly unknown[]) => {
    const text = `select ${STORED} from log.events where ${where}`;
    return (await query<Row>(client, { text, values: [...values] })).map(storedOf);
  };
  return {
    start: '0',
    after: (position, limit) => rows('position > $1 order by position limit $2', [position, limit]),
    at: async (stream, revision) =>
      (await rows('stream = $1 and revision = $2', [stream, revision]))[0],
    count: async (upTo) => {
      const [row] = await query<{ count: string }>(client, {
        text: 'select count(*) as count from log.events where $1::bigint is null or position <= $1',
        values: [upTo ?? null],
      });
      return Number(row?.count ?? 0);
    },
  };
}

/** The last event of the log, from any connection. */
export async function lastStored(pool: pg.Pool): Promise<StoredEvent | undefined> {
  const text = `select ${STORED} from log.events order by position desc limit 1`;
  return (await query<Row>(pool, { text })).map(storedOf)[0];
}

function storedOf({ stream, revision, id, position, bytes, recorded_at }: Row): StoredEvent {
  const recordedAt = recorded_at.toISOString();
  const { type } = readStored(bytes, position, recordedAt);
  return { ...{ stream, revision, id, type, position, recordedAt }, text: bytes };
}
