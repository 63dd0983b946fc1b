import { rootAt, sizeOf } from './leaf-rows.ts';
import type { LedgerDatabase } from './ledger-tables.ts';
import { witnessedHeads } from './witness.ts';
import type { Witnessed } from './witness.ts';

/** Heads looked at when the ledger starts; `redress audit verify` looks at all. */
const LATEST = 100;

/**
 * What the latest witnessed heads of an institution say against the ledger as it stands in its tables: a smaller tree,
 * or another root, is a rollback or a second story.
 */
export async function checkWitness(
  database: LedgerDatabase,
  folder: string,
  institution: string,
): Promise<readonly string[]> {
  const size = await sizeOf(database, institution);
  const disputes: string[] = [];
  for (const witnessed of witnessedHeads(folder, institution, LATEST)) {
    const dispute = await disputeOf(database, size, witnessed);
    if (dispute !== undefined) disputes.push(`${witnessed.file}: ${dispute}`);
  }
  return disputes;
}

async function disputeOf(
  database: LedgerDatabase,
  size: number,
  witnessed: Witnessed,
): Promise<string | undefined> {
  if ('unreadable' in witnessed) return `is no head: ${witnessed.unreadable}`;
  const { institution, treeSize, rootHash } = witnessed.head;
  if (treeSize > size) return `a tree of ${treeSize} leaves was signed, and ${size} are here`;
  const root = (await rootAt(database, institution, treeSize)).toString('hex');
  return root === rootHash
    ? undefined
    : `its root is ${rootHash}, and that of ${treeSize} leaves here is ${root}`;
}
