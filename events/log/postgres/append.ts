import type pg from 'pg';
import type { NewEvent } from '../../envelope.ts';
import type { Append, ExpectedRevision } from '../event-log.ts';
import { RevisionConflict } from '../log-faults.ts';
import { repeatOf, storable } from '../stored.ts';
import { isUniqueViolation, logFault } from './postgres-faults.ts';
import { COLUMNS, eventOf, inTransaction, query } from './query.ts';
import type { EventRow } from './query.ts';

/** Appends of up to so many events are prepared, one statement a size; larger ones are rare and parsed each time. */
const PREPARED = 8;

/** One round trip where the writer is right; only a writer who is wrong pays for finding out why. */
export async function appendAt(
  pool: pg.Pool,
  stream: string,
  events: readonly NewEvent[],
  expected: Exclude<ExpectedRevision, 'any'>,
): Promise<Append> {
  const write = writer(stream, events);
  const append =
    (await write(pool, expected === 'none' ? -1 : expected)) ??
    (await repeatedAppend(pool, stream, events));
  if (append !== undefined) return append;
  throw new RevisionConflict(stream, String(expected), await lastRevision(pool, stream));
}

/**
 * Writers who do not mind queue at a lock of their stream, so that each is served in turn. One who does mind may
 * still be faster between the look and the insert: then again.
 */
export async function appendAtEnd(
  pool: pg.Pool,
  stream: string,
  events: readonly NewEvent[],
): Promise<Append> {
  const write = writer(stream, events);
  for (;;) {
    const append = await inTransaction(pool, async (client) => {
      await query(client, {
        name: 'queue',
        text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
        values: [stream],
      });
      return (
        (await repeatedAppend(client, stream, events)) ??
        (await write(client, await lastRevision(client, stream)))
      );
    });
    if (append !== undefined) return append;
  }
}

type Placed = { readonly position: string; readonly recorded_at: Date };

/** Writes after revision `last`; `undefined` when the stream does not end there, or somebody else was faster. */
type Write = (target: pg.Pool | pg.PoolClient, last: number) => Promise<Append | undefined>;

function writer(stream: string, events: readonly NewEvent[]): Write {
  const storedFrom = storable(stream, events);
  const statement = insertOf(events.length);
  return async (target, last) => {
    const stored = storedFrom(last + 1);
    const values: unknown[] = [stream, last];
    for (const { event, text } of stored) values.push(event.id, text);
    const places = await place(target, { ...statement, values });
    if (places.length === 0) return undefined;
    const recorded = places.flatMap(({ position, recorded_at }, index) => {
      const event = stored[index]?.event;
      if (event === undefined) return [];
      return Object.assign(event, { position, recordedAt: recorded_at.toISOString() });
    });
    return { status: 'appended', events: recorded };
  };
}

async function place(
  target: pg.Pool | pg.PoolClient,
  statement: pg.QueryConfig,
): Promise<readonly Placed[]> {
  try {
    const { rows } = await target.query<Placed>(statement);
    return rows;
  } catch (error) {
    if (isUniqueViolation(error)) return [];
    throw logFault(error);
  }
}

const prepared: pg.QueryConfig[] = [];

/** Rows in the order of the events: so their numbers rise with their revisions, and so they come back. */
function insertOf(count: number): pg.QueryConfig {
  if (count > PREPARED) return { text: insertText(count) };
  return (prepared[count] ??= { name: `append-${count}`, text: insertText(count) });
}

function insertText(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) => `($2::integer + ${index + 1}, $${2 * index + 3}::uuid, $${2 * index + 4})`,
  );
  return `insert into log.events (stream, revision, id, bytes)
    select $1, one.* from (values ${rows.join(', ')}) as one
    where (select coalesce(max(revision), -1) from log.events where stream = $1) = $2
    returning position, recorded_at`;
}

/** What was recorded, when the very same append stands there already. */
async function repeatedAppend(
  target: pg.Pool | pg.PoolClient,
  stream: string,
  events: readonly NewEvent[],
): Promise<Append | undefined> {
  const known = await query<EventRow>(target, {
    name: 'known',
    text: `select ${COLUMNS} from log.events where stream = $1 and id = any ($2::uuid[])`,
    values: [stream, events.map((event) => event.id)],
  });
  const repeated = repeatOf(stream, events, known.map(eventOf));
  return repeated === undefined ? undefined : { status: 'repeated', events: repeated };
}

async function lastRevision(target: pg.Pool | pg.PoolClient, stream: string): Promise<number> {
  const [row] = await query<{ last: number }>(target, {
    name: 'last',
    text: 'select coalesce(max(revision), -1) as last from log.events where stream = $1',
    values: [stream],
  });
  return row?.last ?? -1;
}
