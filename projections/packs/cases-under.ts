import type { CategoryOf } from '../../events/stream-category.ts';
import type { LedgerDatabase } from '../ledger/ledger-tables.ts';
import type { SignedHead } from '../ledger/tree-head.ts';

const PAGE = 1_000;
const CASES: CategoryOf<'case'> = 'complaint';

/** The streams of all cases that a head's tree holds, in the order in which they began. */
export async function* casesUnder(
  database: LedgerDatabase,
  { institution, treeSize }: Pick<SignedHead, 'institution' | 'treeSize'>,
): AsyncGenerator<string> {
  for (let last = '-1'; ;) {
    const rows = await database
      .selectFrom('ledger.leaves')
      .select(['number', 'stream'])
      .where('institution', '=', institution)
      .where('number', '>', last)
      .where('number', '<', String(treeSize))
      .where('revision', '=', 0)
      .where('stream', 'like', `${CASES}-%`)
      .orderBy('number')
      .limit(PAGE)
      .execute();
    for (const { stream } of rows) yield stream;
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.number ?? last;
  }
}
