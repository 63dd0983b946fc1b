import type pg from 'pg';
import type { RecordedEvent } from '../../envelope.ts';
import { LogUnavailable } from '../log-faults.ts';
import type { EventBytes } from '../event-log.ts';
import { readStored } from '../stored.ts';
import { logFault } from './postgres-faults.ts';

export type EventRow = {
  readonly position: string;
  readonly bytes: string;
  readonly recorded_at: Date;
};

export type BytesRow = EventRow & {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
};

/** The columns of an `EventRow`. */
export const COLUMNS = 'position, bytes, recorded_at';

/** The columns of a `BytesRow`. */
export const BYTES_COLUMNS = `${COLUMNS}, stream, revision, id`;

export function bytesOf({ bytes, recorded_at, ...columns }: BytesRow): EventBytes {
  const { stream, revision, id, position } = columns;
  return { stream, revision, id, position, recordedAt: recorded_at.toISOString(), text: bytes };
}

export function eventOf({ position, bytes, recorded_at }: EventRow): RecordedEvent {
  return readStored(bytes, position, recorded_at.toISOString());
}

/** Every query of the log passes here, so that foreign faults become ours in one place. */
export async function query<Row extends pg.QueryResultRow>(
  target: pg.Pool | pg.PoolClient,
  statement: pg.QueryConfig,
): Promise<readonly Row[]> {
  try {
    const { rows } = await target.query<Row>(statement);
    return rows;
  } catch (error) {
    throw logFault(error);
  }
}

/** Commits what `work` did when it answers something, and rolls back otherwise. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const client = await connect(pool);
  let broken = false;
  try {
    await query(client, { text: 'begin' });
    const result = await work(client);
    await query(client, { text: result === undefined ? 'rollback' : 'commit' });
    return result;
  } catch (error) {
    // Who does not answer is not asked to roll back: closing the connection does that.
    broken = error instanceof LogUnavailable || !(await rolledBack(client));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw logFault(error);
  }
}

function rolledBack(client: pg.PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}
