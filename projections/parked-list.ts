import type { ReadDatabase } from './database.ts';

/** A page of the streams that a model has parked, after stream `after`, in order. */
export async function listParked(
  database: ReadDatabase,
  { model, after = '', limit }: { model: string; after?: string; limit: number },
) {
  return database
    .selectFrom('read.parked')
    .select(['model', 'stream', 'revision', 'reason', 'parked_at'])
    .where('model', '=', model)
    .where('stream', '>', after)
    .orderBy('stream')
    .limit(limit)
    .execute();
}

/** Where a model has parked a stream; `undefined` when it has not. */
export async function parkedStream(database: ReadDatabase, model: string, stream: string) {
  return database
    .selectFrom('read.parked')
    .select(['revision', 'reason', 'parked_at'])
    .where('model', '=', model)
    .where('stream', '=', stream)
    .executeTakeFirst();
}
