import { sql } from 'kysely';
import type { Message } from '../../events/envelope.ts';
import { placed } from '../../bench/generated-events.ts';
import type { Placed } from '../../bench/generated-events.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import type { ReadDatabase } from '../../projections/database.ts';
import { step } from '../../projections/follow.ts';
import type { Follower } from '../../projections/follow.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { readModels } from '../../projections/read-models.ts';
import { kinds } from '../../workers/house.ts';

/** The product's read models by name; asking for one that there is not is a mistake of the test. */
export function modelNamed(name: string): ReadModel {
  const model = readModels(kinds).get(name);
  if (model === undefined) throw new RangeError(`No read model is called ${name}.`);
  return model;
}

/** Takes page after page until nothing is new, with every read model of the product or those given. */
export async function project(
  parts: Omit<Follower, 'model'>,
  models: Iterable<ReadModel> = readModels(kinds).values(),
): Promise<void> {
  for (const model of models) while ((await step({ ...parts, model })) === undefined);
}

/** Appends ready-made events, each stream at its end. */
export async function record(log: EventLog, events: Iterable<Placed>): Promise<void> {
  for (const { stream, revision, event } of events)
    await log.append(stream, [event], revision === 0 ? 'none' : revision - 1);
}

/** What was said in one stream, from its first event or from a later revision on. */
export function said(stream: string, messages: readonly Message[], from = 0): readonly Placed[] {
  return messages.map((message, index) => placed(stream, from + index, message));
}

/** Every row of a table, in an order of its own content, to be compared with another reading of it. */
export async function rowsOf(database: ReadDatabase, table: string): Promise<readonly unknown[]> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(one) as row from ${sql.table(table)} as one order by to_jsonb(one)::text`.execute(
    database,
  );
  return rows.map(({ row }) => row);
}

/** Every row of every read model's tables. */
export async function allRows(
  database: ReadDatabase,
): Promise<{ readonly [table: string]: readonly unknown[] }> {
  const tables = [...readModels(kinds).values()].flatMap((model) => model.tables);
  const rows = await Promise.all(
    tables.map(async (table) => [table, await rowsOf(database, table)] as const),
  );
  return Object.fromEntries(rows);
}
