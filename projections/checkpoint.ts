import type { Position } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import type { ReadDatabase } from './database.ts';
import type { ReadTransaction } from './read-model.ts';

/** Where a model stands; its row is held until the transaction ends, and made where there is none. */
export async function holdCheckpoint(
  transaction: ReadTransaction,
  model: string,
  start: Position,
): Promise<Position> {
  const held = await lockedPosition(transaction, model);
  if (held !== undefined) return held;
  await transaction
    .insertInto('read.checkpoints')
    .values({ model, position: start })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await lockedPosition(transaction, model)) ?? start;
}

export async function moveCheckpoint(
  transaction: ReadTransaction,
  model: string,
  position: Position,
): Promise<void> {
  await transaction
    .updateTable('read.checkpoints')
    .set({ position })
    .where('model', '=', model)
    .execute();
}

async function lockedPosition(
  transaction: ReadTransaction,
  model: string,
): Promise<Position | undefined> {
  const row = await transaction
    .selectFrom('read.checkpoints')
    .select('position')
    .where('model', '=', model)
    .forUpdate()
    .executeTakeFirst();
  return row?.position;
}

/** Where a model stands, without holding it there. */
export async function positionOf(
  database: ReadDatabase,
  model: string,
  start: Position,
): Promise<Position> {
  return (await positionsOf(database, [model], start))[0] ?? start;
}

type Shown = { readonly log: EventLog; readonly database: ReadDatabase };

/** Pause between looks at a checkpoint, in milliseconds. */
const POLL = 25;

/** Whether the models have taken the event at a position within `patience` milliseconds. */
export function reached(
  { log, database }: Shown,
  models: readonly string[],
  position: Position,
  patience: number,
): Promise<boolean> {
  return within(patience, async () =>
    (await positionsOf(database, models, log.start)).every(
      (taken) => log.compare(taken, position) >= 0,
    ),
  );
}

/** Whether the models have taken, within `patience` milliseconds, everything recorded before this call. */
export async function caughtUp(
  shown: Shown,
  models: readonly string[],
  patience: number,
): Promise<boolean> {
  return reached(shown, models, await shown.log.end(), patience);
}

/** Where the models stand, in their order. */
export async function positionsOf(
  database: ReadDatabase,
  models: readonly string[],
  start: Position,
): Promise<readonly Position[]> {
  const rows = await database
    .selectFrom('read.checkpoints')
    .select(['model', 'position'])
    .where('model', 'in', models)
    .execute();
  const known = new Map(rows.map(({ model, position }) => [model, position]));
  return models.map((model) => known.get(model) ?? start);
}

async function within(patience: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + patience;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
