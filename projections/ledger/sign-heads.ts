import type { Instant } from '../../events/envelope.ts';
import { institutionStream } from '../../keys/case-number.ts';
import type { GrowingTree } from './growing-tree.ts';
import { keepHead, lastHead } from './head-rows.ts';
import { followKeys } from './key-announcements.ts';
import { ledgerIn } from './ledger-tables.ts';
import { announcements, introduceKey, openKey } from './signing-keys.ts';
import type { KeyParts } from './signing-keys.ts';
import type { PublicKey, SigningKey } from './signing-key.ts';
import { currentTree } from './take-leaves.ts';
import { signHead } from './tree-head.ts';
import type { SignedHead } from './tree-head.ts';

export type Signing = KeyParts & {
  /** A head is signed when so many leaves were added since the last one, */
  readonly everyEvents: number;
  /** or one was and so many seconds have passed. */
  readonly everySeconds: number;
  /** Hears of a head that was signed and kept. */
  readonly onHead: (head: SignedHead, key: PublicKey) => void;
};

/** What is remembered of an institution between its heads. */
export type Signer = {
  readonly key: SigningKey & PublicKey;
  readonly last: { readonly treeSize: number; readonly timestamp: Instant } | undefined;
};

/**
 * Signs the head of an institution's tree when it is due; answers whether all its leaves are under a head. The key that
 * signs is the last one whose announcement has its leaf: so every tree that a head is of holds the announcement of the
 * key that signed it. An institution without a key gets its first.
 */
export async function signWhenDue(
  parts: Signing,
  institution: string,
  trees: Map<string, GrowingTree>,
  signers: Map<string, Signer>,
): Promise<boolean> {
  const ledger = ledgerIn(parts.database);
  const signer = signers.get(institution) ?? (await signerOf(parts, institution));
  if (signer === undefined) return false;
  signers.set(institution, signer);
  const tree = await currentTree(ledger, trees, institution);
  const at = (parts.now ?? (() => new Date()))();
  if (tree.size() <= (signer.last?.treeSize ?? 0)) return true;
  if (!isDue(parts, signer, tree.size(), at)) return false;
  const head = signHead(signer.key, {
    institution,
    treeSize: tree.size(),
    rootHash: tree.root().toString('hex'),
    timestamp: at.toISOString(),
  });
  if (await keepHead(ledger, head)) parts.onHead(head, signer.key);
  signers.set(institution, { ...signer, last: head });
  return true;
}

function isDue(
  { everyEvents, everySeconds }: Signing,
  { last }: Signer,
  size: number,
  at: Date,
): boolean {
  if (last === undefined) return true;
  const waited = at.getTime() - Date.parse(last.timestamp);
  return size - last.treeSize >= everyEvents || waited >= everySeconds * 1_000;
}

async function signerOf(parts: Signing, institution: string): Promise<Signer | undefined> {
  const ledger = ledgerIn(parts.database);
  const announced = await announcements(parts.log, institution);
  if (announced.length === 0) {
    await introduceKey(parts, institution);
    return undefined;
  }
  const { taken } = await ledger
    .selectFrom('ledger.leaves')
    .select(({ fn }) => fn.countAll().as('taken'))
    .where('stream', '=', institutionStream('ledger', institution))
    .executeTakeFirstOrThrow();
  const present = followKeys(institution, announced.slice(0, Number(taken))).keys.at(-1);
  if (present === undefined) return undefined;
  const { privateKey } = await openKey(parts, institution, present.keyId);
  return { key: { ...present, privateKey }, last: await lastHead(ledger, institution) };
}
