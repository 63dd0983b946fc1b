import type { LedgerDatabase } from '../ledger-tables.ts';
import type { Hash } from '../tree-hash.ts';

/** A leaf as the ledger keeps it. */
export type Leaf = {
  readonly number: number;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly hash: Hash;
};

export type LeafReader = {
  /** The next leaf that was not taken; nothing at the end. */
  readonly next: () => Promise<Leaf | undefined>;
  readonly take: () => void;
};

const PAGE = 2_000;

/** The leaves of an institution in their order, of the first `size`, page by page. */
export function leafReader(
  database: LedgerDatabase,
  institution: string,
  size: number,
): LeafReader {
  let page: readonly Leaf[] = [];
  let [at, from] = [0, 0];
  return {
    next: async () => {
      if (at === page.length && from < size) {
        page = await leavesFrom(database, institution, from, Math.min(from + PAGE, size));
        from += PAGE;
        at = 0;
      }
      return page[at];
    },
    take: () => {
      at += 1;
    },
  };
}

async function leavesFrom(
  database: LedgerDatabase,
  institution: string,
  from: number,
  before: number,
): Promise<readonly Leaf[]> {
  const rows = await database
    .selectFrom('ledger.leaves')
    .select(['number', 'stream', 'revision', 'recorded_at', 'hash'])
    .where('institution', '=', institution)
    .where('number', '>=', String(from))
    .where('number', '<', String(before))
    .orderBy('number')
    .execute();
  return rows.map(({ number, stream, revision, recorded_at: recordedAt, hash }) => ({
    ...{ number: Number(number), stream, revision, recordedAt, hash },
  }));
}

/** The number of an event's leaf, wherever it stands. */
export async function leafNumberOf(
  database: LedgerDatabase,
  { stream, revision }: { readonly stream: string; readonly revision: number },
): Promise<number | undefined> {
  const row = await database
    .selectFrom('ledger.leaves')
    .select('number')
    .where('stream', '=', stream)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row && Number(row.number);
}
