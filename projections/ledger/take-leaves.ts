import { partsOf } from '../../keys/case-number.ts';
import type { EventBytes, EventLog } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import { holdCheckpoint, moveCheckpoint } from '../checkpoint.ts';
import type { ReadDatabase } from '../database.ts';
import type { GrowingTree } from './growing-tree.ts';
import { addLeaves, sizeOf, treeOf, withoutLeaf } from './leaf-rows.ts';
import { ledgerIn } from './ledger-tables.ts';
import type { LedgerDatabase } from './ledger-tables.ts';

/** The name of its checkpoint, and of its turn. */
export const LEDGER_CHECKPOINT = 'ledger';

type Parts = { readonly log: EventLog; readonly database: ReadDatabase };

/** How many leaves each institution was given, and which streams they are of. */
export type Taken = {
  readonly position: string;
  readonly byInstitution: ReadonlyMap<string, readonly EventBytes[]>;
};

/**
 * Gives the events of one page of the feed their leaves: leaves, completed parts and checkpoint in one transaction, so
 * each event has one leaf whenever this is interrupted. An event that has its leaf already – the checkpoint was lost,
 * or the log has moved – gets no other. `trees` is remembered from page to page; a tree that somebody else has grown
 * meanwhile is read anew.
 */
export async function takeLeaves(
  { log, database }: Parts,
  trees: Map<string, GrowingTree>,
): Promise<Taken> {
  try {
    return await database.transaction().execute(async (transaction) => {
      const after = await holdCheckpoint(transaction, LEDGER_CHECKPOINT, log.start);
      const { events, position } = await log.feedBytes({ after, limit: EVENTS_PER_PAGE });
      if (position === after) return { position, byInstitution: new Map() };
      const ledger = ledgerIn(transaction);
      const byInstitution = Map.groupBy(await withoutLeaf(ledger, events), institutionOf);
      for (const [institution, own] of byInstitution) {
        const tree = await currentTree(ledger, trees, institution);
        await addLeaves(ledger, institution, tree, own);
      }
      await moveCheckpoint(transaction, LEDGER_CHECKPOINT, position);
      return { position, byInstitution };
    });
  } catch (error) {
    // They may have grown by what was not committed.
    trees.clear();
    throw error;
  }
}

export async function currentTree(
  ledger: LedgerDatabase,
  trees: Map<string, GrowingTree>,
  institution: string,
): Promise<GrowingTree> {
  const known = trees.get(institution);
  if (known !== undefined && known.size() === (await sizeOf(ledger, institution))) return known;
  const tree = await treeOf(ledger, institution);
  trees.set(institution, tree);
  return tree;
}

function institutionOf({ stream }: EventBytes): string {
  const parts = partsOf(stream);
  if (parts === undefined) throw new RangeError(`${stream} is not the name of a stream.`);
  return parts.institution;
}
