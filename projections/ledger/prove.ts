import type { Text } from '../../events/envelope.ts';
import { hashesOf, rootAt, sizeOf } from './leaf-rows.ts';
import { headAt, lastHead } from './head-rows.ts';
import type { LedgerDatabase } from './ledger-tables.ts';
import { consistencyRanges, inclusionRanges } from './ranges.ts';
import type { SignedHead } from './tree-head.ts';

/** Proofs as they are handed out: hashes in lower-case hex, paths lowest first. */

export type InclusionProof = {
  readonly institution: string;
  readonly stream: string;
  readonly revision: number;
  /** The leaf's number, from 0. */
  readonly leaf: number;
  readonly leafHash: string;
  readonly treeSize: number;
  readonly rootHash: string;
  readonly path: readonly string[];
  /** The head of the tree of this size, where one was signed. */
  readonly head?: SignedHead;
};

export type ConsistencyProof = {
  readonly institution: string;
  readonly first: number;
  readonly second: number;
  readonly firstRoot: string;
  readonly secondRoot: string;
  readonly path: readonly string[];
};

/** What was asked for cannot be proved, and why. */
export class NothingToProve extends Error {
  override readonly name = 'NothingToProve';
  readonly code:
    | 'no-such-leaf'
    | 'no-head-yet'
    | 'beyond-the-head'
    | 'no-such-size'
    | 'nothing-received'
    | 'no-signing-key';
  readonly because: Text;
  constructor(code: NothingToProve['code'], because: Text) {
    super(because.en);
    this.code = code;
    this.because = because;
  }
}

/**
 * That an event of a stream stands in the tree of `size` leaves, or of the last signed head when no size is given.
 * Throws `NothingToProve`.
 */
export async function proveInclusion(
  database: LedgerDatabase,
  institution: string,
  {
    stream,
    revision,
    size,
  }: { readonly stream: string; readonly revision: number; readonly size?: number },
): Promise<InclusionProof> {
  const row = await database
    .selectFrom('ledger.leaves')
    .select(['number', 'hash'])
    .where('institution', '=', institution)
    .where('stream', '=', stream)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (row === undefined)
    throw new NothingToProve('no-such-leaf', {
      en: `The ledger of ${institution} has no leaf for event ${revision} of ${stream}.`,
      zh: `机构 ${institution} 的账本中没有 ${stream} 第 ${revision} 号事件。`,
    });
  const leaf = Number(row.number);
  const head = await headFor(database, institution, size);
  const treeSize = size ?? head?.treeSize ?? 0;
  if (leaf >= treeSize)
    throw new NothingToProve('beyond-the-head', {
      en: `Event ${revision} of ${stream} is leaf ${leaf}, which a tree of ${treeSize} leaves does not hold yet.`,
      zh: `${stream} 第 ${revision} 号事件是第 ${leaf} 号叶子，${treeSize} 片叶子的树尚未包含它。`,
    });
  const ranges = inclusionRanges(leaf, treeSize);
  const [root, ...path] = await hashesOf(database, institution, [
    { from: 0, to: treeSize },
    ...ranges,
  ]);
  return {
    ...{ institution, stream, revision, leaf, treeSize },
    leafHash: row.hash.toString('hex'),
    rootHash: (root ?? Buffer.alloc(0)).toString('hex'),
    path: path.map((hash) => hash.toString('hex')),
    ...(head === undefined ? {} : { head }),
  };
}

/** That the tree of `first` leaves is a beginning of the tree of `second`. Throws `NothingToProve`. */
export async function proveConsistency(
  database: LedgerDatabase,
  institution: string,
  { first, second }: { readonly first: number; readonly second: number },
): Promise<ConsistencyProof> {
  if (!(first > 0 && first <= second))
    throw new NothingToProve('no-such-size', {
      en: `A tree of ${first} leaves cannot be a beginning of one of ${second}: name 1 or more, the smaller first.`,
      zh: `${first} 片叶子的树不能是 ${second} 片叶子的树的开头：须从 1 起，小者在前。`,
    });
  await assertSize(database, institution, second);
  const path = await hashesOf(database, institution, consistencyRanges(first, second));
  const [firstRoot, secondRoot] = [
    await rootAt(database, institution, first),
    await rootAt(database, institution, second),
  ];
  return {
    ...{ institution, first, second },
    firstRoot: firstRoot.toString('hex'),
    secondRoot: secondRoot.toString('hex'),
    path: path.map((hash) => hash.toString('hex')),
  };
}

async function headFor(
  database: LedgerDatabase,
  institution: string,
  size: number | undefined,
): Promise<SignedHead | undefined> {
  if (size !== undefined) {
    await assertSize(database, institution, size);
    return headAt(database, institution, size);
  }
  const head = await lastHead(database, institution);
  if (head !== undefined) return head;
  throw new NothingToProve('no-head-yet', {
    en: `No head of the ledger of ${institution} was signed yet: is the role ledger running?`,
    zh: `机构 ${institution} 的账本尚无已签名的树头：ledger 角色是否在运行？`,
  });
}

async function assertSize(
  database: LedgerDatabase,
  institution: string,
  size: number,
): Promise<void> {
  const actual = await sizeOf(database, institution);
  if (size > 0 && size <= actual) return;
  throw new NothingToProve('no-such-size', {
    en: `The ledger of ${institution} has ${actual} leaves, so no tree of ${size}.`,
    zh: `机构 ${institution} 的账本有 ${actual} 片叶子，没有 ${size} 片叶子的树。`,
  });
}
