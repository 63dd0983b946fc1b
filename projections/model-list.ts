import { sql } from 'kysely';
import type { Position } from '../events/envelope.ts';
import type { ReadDatabase } from './database.ts';

/** How each read model stands: where, how many streams it has parked, and its latest rebuild. */
export async function listModels(database: ReadDatabase, models: readonly string[]) {
  const rows = await database
    .selectFrom(
      sql<{ model: string }>`unnest(${[...models]}::text[])`.as<'named'>(sql`named(model)`),
    )
    .leftJoin('read.checkpoints as checkpoint', 'checkpoint.model', 'named.model')
    .leftJoin('read.rebuilds as rebuild', 'rebuild.model', 'named.model')
    .select([
      'named.model',
      'checkpoint.position',
      'rebuild.requested_by',
      'rebuild.requested_at',
      'rebuild.started_at',
      'rebuild.finished_at',
      'rebuild.events_per_second',
      'rebuild.parked as rebuild_parked',
      'rebuild.failure',
      'rebuild.equal_rows',
      'rebuild.changed_rows',
      'rebuild.missing_rows',
      sql<number | null>`rebuild.events::double precision`.as('events'),
      sql<number>`(select count(*)::integer from read.parked as parked where parked.model = named.model)`.as(
        'parked',
      ),
    ])
    .execute();
  return rows as readonly ((typeof rows)[number] & { readonly position: Position | null })[];
}
