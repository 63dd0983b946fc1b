import { hashesOf } from './leaf-rows.ts';
import type { LedgerDatabase } from './ledger-tables.ts';
import { inclusionRanges } from './ranges.ts';

/** Where an event stands in a tree, and its way to the root: hashes in lower-case hex, lowest first. */
export type StreamProof = {
  readonly stream: string;
  readonly revision: number;
  readonly leaf: number;
  readonly path: readonly string[];
};

/** How many events' proofs are looked up at once. */
const AT_ONCE = 200;

/** The leaves that a stream's events have in a tree of so many leaves, from the first event on: later ones follow. */
export async function leavesOf(
  database: LedgerDatabase,
  institution: string,
  { stream, size }: { readonly stream: string; readonly size: number },
): Promise<readonly number[]> {
  const rows = await database
    .selectFrom('ledger.leaves')
    .select(['number', 'revision'])
    .where('stream', '=', stream)
    .where('institution', '=', institution)
    .orderBy('revision')
    .execute();
  const first = rows.findIndex(
    ({ number, revision }, place) => revision !== place || Number(number) >= size,
  );
  return rows.slice(0, first < 0 ? rows.length : first).map(({ number }) => Number(number));
}

/** That the events of a stream with these leaves stand in the tree of so many leaves. */
export async function proveStream(
  database: LedgerDatabase,
  institution: string,
  { stream, size, leaves }: { stream: string; size: number; leaves: readonly number[] },
): Promise<readonly StreamProof[]> {
  const proofs: StreamProof[] = [];
  for (let from = 0; from < leaves.length; from += AT_ONCE) {
    const some = leaves.slice(from, from + AT_ONCE);
    const ranges = some.map((leaf) => inclusionRanges(leaf, size));
    const hashes = await hashesOf(database, institution, ranges.flat());
    let next = 0;
    for (const [place, leaf] of some.entries()) {
      const ofLeaf = hashes.slice(next, (next += ranges[place]?.length ?? 0));
      const path = ofLeaf.map((hash) => hash.toString('hex'));
      proofs.push({ stream, revision: from + place, leaf, path });
    }
  }
  return proofs;
}
