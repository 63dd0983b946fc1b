import type { RecordedEvent } from '../events/envelope.ts';
import { categoryOf } from '../events/stream-category.ts';
import type { Kind, Standing } from '../workflows/process.ts';
import { standing } from '../workflows/standing.ts';
import type { ReadDatabase } from './database.ts';
import type { ReadModel, ReadTransaction } from './follow.ts';

const NAME = 'standing';

/**
 * What every case awaits, folded with the process itself: the engine's own memory of what Temporal should hold.
 * The watch looks over it for cases that nobody attends to.
 */
export function standingModel(kinds: ReadonlyMap<string, Kind>): ReadModel {
  return {
    name: NAME,
    take: async (transaction, stream, events) => {
      const kind = kinds.get(categoryOf(stream));
      if (kind === undefined) return;
      const row = await readRow(transaction, stream);
      let state: unknown = row?.state ?? kind.process.initial;
      let revision = row?.revision ?? -1;
      let errands: { readonly [name: string]: string } = row?.errands ?? {};
      for (const event of events) {
        if (event.revision <= revision) continue;
        if (event.revision !== revision + 1)
          throw new RangeError(`Revision ${event.revision} follows ${revision}.`);
        state = kind.process.evolve(state, kind.words.read(event), event.revision);
        revision = event.revision;
        errands = errandsDue(standing(kind.process, state, revision), errands, event);
      }
      await writeRow(transaction, stream, state, standing(kind.process, state, revision), errands);
    },
  };
}

/** A case that somebody should have attended to, and how far it had come. */
export type Overdue = { readonly stream: string; readonly revision: number };

/** Cases whose deadline or errand's time passed before `before`, after stream `after`, in order. */
export async function overdueCases(
  database: ReadDatabase,
  before: Date,
  limit: number,
  after = '',
): Promise<readonly Overdue[]> {
  return database
    .selectFrom('read.standing')
    .select(['stream', 'revision'])
    .where('stream', '>', after)
    .where((where) =>
      where.or([where('wake_at', '<', before), where('errand_due_at', '<', before)]),
    )
    .orderBy('stream')
    .limit(limit)
    .execute();
}

/**
 * Streams of cases that still await something or are not closed, after `after`, in order. What a parked one awaits
 * is not known here, so it counts as open.
 */
export async function openCases(
  database: ReadDatabase,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('read.standing')
    .select('stream')
    .where('stream', '>', after)
    .where((where) =>
      where.or([
        where('closed', '=', false),
        where('wake_at', 'is not', null),
        where('errand_due_at', 'is not', null),
      ]),
    )
    .union(
      database
        .selectFrom('read.parked')
        .select('stream')
        .where('model', '=', NAME)
        .where('stream', '>', after),
    )
    .orderBy('stream')
    .limit(limit)
    .execute();
  return rows.map((row) => row.stream);
}

/** When each listed errand's time is up, counted from the event that listed it. */
function errandsDue(
  now: Standing,
  before: { readonly [name: string]: string },
  event: RecordedEvent,
): { readonly [name: string]: string } {
  const since = Date.parse(event.recordedAt);
  return Object.fromEntries(
    now.errands.map(({ name, withinSeconds }) => [
      name,
      before[name] ?? new Date(since + withinSeconds * 1_000).toISOString(),
    ]),
  );
}

async function readRow(transaction: ReadTransaction, stream: string) {
  return transaction
    .selectFrom('read.standing')
    .select(['state', 'revision', 'errands'])
    .where('stream', '=', stream)
    .executeTakeFirst();
}

async function writeRow(
  transaction: ReadTransaction,
  stream: string,
  state: unknown,
  { revision, wakeAt, closed }: Standing,
  errands: { readonly [name: string]: string },
): Promise<void> {
  const row = {
    revision,
    state: JSON.stringify(state),
    closed,
    wake_at: wakeAt ?? null,
    errands: JSON.stringify(errands),
    errand_due_at: Object.values(errands).toSorted()[0] ?? null,
  };
  await transaction
    .insertInto('read.standing')
    .values({ stream, ...row })
    .onConflict((conflict) => conflict.column('stream').doUpdateSet(row))
    .execute();
}
