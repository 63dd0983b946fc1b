import { z } from 'zod';
import type { Text } from '../../events/envelope.ts';
import { isConsistent, isIncluded } from './check-proof.ts';
import { isHeadSigned } from './tree-head.ts';
import { keyIdOf } from './signing-key.ts';
import { leafOf } from './leaf-of.ts';
import type { LeafParts } from './leaf-of.ts';

/** Proofs as they came from elsewhere, checked without the ledger they came from. */

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const head = z.object({
  institution: z.string(),
  treeSize: count,
  rootHash: hash,
  timestamp: z.string(),
  keyId: hash,
  signature: z.string(),
});
const inclusion = z.object({
  stream: z.string(),
  revision: count,
  leaf: count,
  leafHash: hash,
  treeSize: count,
  rootHash: hash,
  path: z.array(hash),
  head: head.optional(),
});
const consistency = z.object({
  first: count,
  second: count,
  firstRoot: hash,
  secondRoot: hash,
  path: z.array(hash),
});

/** What `prove.ts` hands out. */
export const anyProof = z.union([inclusion, consistency]);
export type AnyProof = z.infer<typeof anyProof>;

/** What the receiver knows besides the proof: the event itself, and keys that he trusts. */
export type Known = {
  readonly event?: LeafParts;
  readonly publicKeys: readonly string[];
};

/** What is wrong with the proof, in words; nothing when it holds. */
export function checkProof(proof: AnyProof, known: Known): readonly Text[] {
  return 'leaf' in proof ? checkInclusion(proof, known) : checkConsistency(proof);
}

function checkInclusion(
  { leaf, leafHash, treeSize, rootHash, path, head: signed }: z.infer<typeof inclusion>,
  { event, publicKeys }: Known,
): readonly Text[] {
  const faults: Text[] = [];
  const own = bytes(leafHash);
  if (event !== undefined && !leafOf(event).equals(own))
    faults.push({
      en: 'The leaf is not that of the event: its bytes or its recorded time are others.',
      zh: '该叶子与事件不符：事件的字节或记录时间不同。',
    });
  const place = { leaf: own, number: leaf, size: treeSize, root: bytes(rootHash) };
  if (!isIncluded({ ...place, path: path.map(bytes) }))
    faults.push({
      en: `The path does not lead from leaf ${leaf} of ${treeSize} to the root.`,
      zh: `该路径不能由第 ${leaf} 号叶子（共 ${treeSize} 片）推出根。`,
    });
  if (signed === undefined) return faults;
  if (signed.treeSize !== treeSize || signed.rootHash !== rootHash)
    faults.push({
      en: 'The head is of another tree than the path.',
      zh: '树头与路径不属于同一棵树。',
    });
  const key = publicKeys.find((publicKey) => keyIdOf(publicKey) === signed.keyId);
  if (key === undefined)
    faults.push({
      en: `The head is signed with ${signed.keyId}, which is not given.`,
      zh: `树头由密钥 ${signed.keyId} 签名，而未给出该公钥。`,
    });
  else if (!isHeadSigned(key, signed))
    faults.push({ en: 'The head is not signed by its key.', zh: '树头的签名与其密钥不符。' });
  return faults;
}

function checkConsistency({
  first,
  second,
  firstRoot,
  secondRoot,
  path,
}: z.infer<typeof consistency>): readonly Text[] {
  const roots = { firstRoot: bytes(firstRoot), secondRoot: bytes(secondRoot) };
  if (isConsistent({ first, second, ...roots, path: path.map(bytes) })) return [];
  return [
    {
      en: `The tree of ${first} leaves is not shown to be the beginning of that of ${second}.`,
      zh: `未能证明 ${first} 片叶子的树是 ${second} 片叶子的树的开头。`,
    },
  ];
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
