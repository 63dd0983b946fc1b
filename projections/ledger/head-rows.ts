import type { Selectable } from 'kysely';
import type { LedgerDatabase, LedgerTables } from './ledger-tables.ts';
import type { SignedHead } from './tree-head.ts';

/** Signed heads, as they are read and written. */

type Row = Selectable<LedgerTables['ledger.heads']>;

export async function lastHead(
  database: LedgerDatabase,
  institution: string,
): Promise<SignedHead | undefined> {
  return (await headsBefore(database, institution, { limit: 1 }))[0];
}

/** The head of a tree of exactly this size. */
export async function headAt(
  database: LedgerDatabase,
  institution: string,
  size: number,
): Promise<SignedHead | undefined> {
  const row = await database
    .selectFrom('ledger.heads')
    .selectAll()
    .where('institution', '=', institution)
    .where('tree_size', '=', String(size))
    .executeTakeFirst();
  return row && headOf(row);
}

/** The heads of trees smaller than `before`, or of all, the largest first. */
export async function headsBefore(
  database: LedgerDatabase,
  institution: string,
  { before, limit }: { readonly before?: number; readonly limit: number },
): Promise<readonly SignedHead[]> {
  let query = database
    .selectFrom('ledger.heads')
    .selectAll()
    .where('institution', '=', institution);
  if (before !== undefined) query = query.where('tree_size', '<', String(before));
  const rows = await query.orderBy('tree_size', 'desc').limit(limit).execute();
  return rows.map(headOf);
}

/** Answers whether it was kept: of two heads of one size the first counts. */
export async function keepHead(database: LedgerDatabase, head: SignedHead): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('ledger.heads')
    .values({
      institution: head.institution,
      tree_size: String(head.treeSize),
      root_hash: head.rootHash,
      timestamp: head.timestamp,
      key_id: head.keyId,
      signature: head.signature,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function headOf(row: Row): SignedHead {
  const { institution, tree_size, root_hash: rootHash, timestamp, key_id: keyId, signature } = row;
  return { institution, treeSize: Number(tree_size), rootHash, timestamp, keyId, signature };
}
