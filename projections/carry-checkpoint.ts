import type { Position } from '../events/envelope.ts';
import { CopyRefused } from '../events/log/copy/log-ends.ts';
import type { CopySource, CopyTarget } from '../events/log/copy/log-ends.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import type { ReadDatabase } from './database.ts';

type Ends = {
  readonly source: CopySource;
  /** An equal copy of the source. */
  readonly target: Pick<CopyTarget, 'start' | 'after'>;
};

/**
 * Puts a checkpoint – the relay's, the ledger's – to the same event of a log that was copied, so that its owner goes on
 * there and repeats nothing. One that stands in the target already, after an earlier run, is left. Answers whether it
 * was moved.
 */
export async function carryCheckpoint(
  database: ReadDatabase,
  ends: Ends,
  model: string,
): Promise<boolean> {
  const { target } = ends;
  const checkpoint = await database
    .selectFrom('read.checkpoints')
    .select('position')
    .where('model', '=', model)
    .executeTakeFirst();
  const [first] = await target.after(target.start, 1);
  if (checkpoint === undefined || first === undefined) return false;
  // Positions of a log that others were moved to lie above all of theirs.
  if (BigInt(checkpoint.position) >= BigInt(first.position)) return false;
  await database
    .updateTable('read.checkpoints')
    .set({ position: await samePlace(ends, checkpoint.position) })
    .where('model', '=', model)
    .where('position', '=', checkpoint.position)
    .execute();
  return true;
}

/** The position in the target behind as many events as stand before this one in the source: their order is the same. */
async function samePlace({ source, target }: Ends, position: Position): Promise<Position> {
  let after = target.start;
  for (let left = await source.count(position); left > 0;) {
    const page = await target.after(after, Math.min(left, EVENTS_PER_PAGE));
    const last = page.at(-1);
    if (last === undefined)
      throw new CopyRefused('The target ends before an event that was taken here already.');
    after = last.position;
    left -= page.length;
  }
  return after;
}
