import { sql } from 'kysely';
import type { Counts } from './compare.ts';
import type { ReadDatabase } from './database.ts';
import type { Progress } from './rebuild.ts';

/**
 * Rebuilds asked for from afar: a request is a row, which any projector takes, tells its progress in, and closes. One
 * whose projector gave no sign of life is taken by another, from the start.
 */

/** How long a projector may give no sign of life, in seconds. */
export const SILENCE = 30;

/** Asks for a rebuild; `false` when one is asked for or under way already. */
export async function requestRebuild(
  database: ReadDatabase,
  model: string,
  requestedBy: string,
): Promise<boolean> {
  const taken = await database
    .insertInto('read.rebuilds')
    .values({ model, requested_by: requestedBy })
    .onConflict((conflict) =>
      conflict
        .column('model')
        .doUpdateSet({
          requested_by: requestedBy,
          requested_at: sql<Date>`clock_timestamp()`,
          started_at: null,
          alive_at: null,
          finished_at: null,
          events: 0,
          events_per_second: 0,
          parked: 0,
          failure: null,
          ...{ equal_rows: null, changed_rows: null, missing_rows: null },
        })
        .where('read.rebuilds.finished_at', 'is not', null),
    )
    .returning('model')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Takes the oldest request that nobody works on; answers the name of its model. */
export async function takeRequest(database: ReadDatabase): Promise<string | undefined> {
  const taken = await sql<{ model: string }>`
    update read.rebuilds set started_at = clock_timestamp(), alive_at = clock_timestamp()
    where model = (
      select model from read.rebuilds
      where finished_at is null
        and (alive_at is null or alive_at < clock_timestamp() - ${SILENCE} * interval '1 second')
      order by requested_at limit 1 for update skip locked
    ) returning model`.execute(database);
  return taken.rows[0]?.model;
}

/** Tells how far a rebuild is, which is a sign of life too. */
export async function tellProgress(
  database: ReadDatabase,
  model: string,
  progress?: Progress,
): Promise<void> {
  await database
    .updateTable('read.rebuilds')
    .set({
      alive_at: sql<Date>`clock_timestamp()`,
      ...(progress && {
        events: progress.events,
        events_per_second: progress.eventsPerSecond,
      }),
    })
    .where('model', '=', model)
    .execute();
}

export type Finished = Progress & {
  readonly parked: number;
  readonly failure?: string | null;
  /** How the rows that were served compared with the new ones. */
  readonly comparison?: Counts;
};

export async function finishRequest(
  database: ReadDatabase,
  model: string,
  { events, eventsPerSecond, parked, failure = null, comparison }: Finished,
): Promise<void> {
  await database
    .updateTable('read.rebuilds')
    .set({
      finished_at: sql<Date>`clock_timestamp()`,
      ...{ events, events_per_second: eventsPerSecond, parked, failure },
      equal_rows: comparison?.equal ?? null,
      changed_rows: comparison?.changed ?? null,
      missing_rows: comparison?.missing ?? null,
    })
    .where('model', '=', model)
    .execute();
}
