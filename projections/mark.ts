import { sql } from 'kysely';
import type { ReadDatabase } from './database.ts';

/**
 * Says of read models that their rows are as they were: as long as two marks are equal, so are all answers read from
 * them. It moves with the position, with each rebuild, and when a stream is parked or taken again. Read it before the
 * rows: rows may be newer than their mark, never older.
 */
export async function markOf(database: ReadDatabase, models: readonly string[]): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select named.model || ' ' || coalesce(checkpoint.position || ' ' || checkpoint.xmin::text, '') || ' ' ||
      (select count(*) from read.parked as parked where parked.model = named.model) as mark
    from unnest(${[...models]}::text[]) as named (model)
    left join read.checkpoints as checkpoint using (model)
    order by named.model`.execute(database);
  return rows.map(({ mark }) => mark).join('\n');
}
