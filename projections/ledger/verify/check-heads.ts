import type { GrowingTree } from '../growing-tree.ts';
import { isHeadSigned } from '../tree-head.ts';
import type { SignedHead } from '../tree-head.ts';
import { keyIdOf } from '../signing-key.ts';
import type { PublicKey } from '../signing-key.ts';
import type { Witnessed } from '../witness.ts';
import type { Finding } from './finding.ts';

/** A head of the ledger's own, or one that lies in the witness folder. */
type Checked = {
  readonly head: SignedHead;
  /** Of a witnessed head: where it lies, and the key it came with. */
  readonly file?: string;
  readonly publicKey?: string;
};

export type HeadChecks = {
  /** To be told of each leaf of the tree that the log gives, and of that which the kept leaves give. */
  readonly ofLog: (tree: GrowingTree) => void;
  readonly ofLeaves: (tree: GrowingTree) => void;
  /** What the heads say, once both trees are whole: the smallest tree first. */
  readonly end: (logSize: number) => void;
  readonly count: number;
  /** How many of them were kept outside. */
  readonly witnessed: number;
};

type Heads = {
  readonly own: readonly SignedHead[];
  readonly witnessed: readonly Witnessed[];
  /** Announced in the log. */
  readonly keys: readonly PublicKey[];
};

/** Heads of the same kind that disagree after the first one follow from it: they are counted, not told. */
export function checkHeads(
  { own, witnessed, keys }: Heads,
  found: (finding: Omit<Finding, 'institution'>) => void,
): HeadChecks {
  const roots = { log: new Map<number, string>(), leaves: new Map<number, string>() };
  const all: readonly Checked[] = [
    ...own.map((head) => ({ head })),
    ...witnessed.flatMap((one) => ('head' in one ? [one] : [])),
  ].toSorted((one, other) => one.head.treeSize - other.head.treeSize);
  const wanted = new Set(all.map(({ head }) => head.treeSize));
  const note = (kept: Map<number, string>) => (tree: GrowingTree) => {
    if (wanted.has(tree.size())) kept.set(tree.size(), tree.root().toString('hex'));
  };
  return {
    count: all.length,
    witnessed: all.filter(({ file }) => file !== undefined).length,
    ofLog: note(roots.log),
    ofLeaves: note(roots.leaves),
    end: (logSize) => {
      for (const one of witnessed)
        if ('unreadable' in one)
          found({
            ...{ kind: 'witness-unreadable', file: one.file },
            what: `${one.file} is no head: ${one.unreadable}`,
          });
      for (const checked of all) checkSignature(checked, keys, found);
      for (const some of [
        all.filter(({ file }) => file === undefined),
        all.filter(({ file }) => file !== undefined),
      ])
        checkRoots(some, { logSize, roots }, found);
    },
  };
}

function checkSignature(
  { head, file, publicKey }: Checked,
  keys: readonly PublicKey[],
  found: (finding: Omit<Finding, 'institution'>) => void,
): void {
  const { keyId, treeSize } = head;
  const place = { treeSize, ...(file === undefined ? {} : { file }) };
  const announced = keys.find((key) => key.keyId === keyId)?.publicKey;
  const key = announced ?? (isKeyOf(publicKey, keyId) ? publicKey : undefined);
  if (announced === undefined)
    found({
      ...{ kind: 'key-unknown', ...place },
      what: `${nameOf(place)} is signed with key ${keyId}, which the log does not announce.`,
    });
  if (key !== undefined && !isHeadSigned(key, head))
    found({
      ...{ kind: 'head-not-signed', ...place },
      what: `${nameOf(place)} is not signed by the key that it names.`,
    });
}

type Given = {
  readonly logSize: number;
  readonly roots: {
    readonly log: ReadonlyMap<number, string>;
    readonly leaves: ReadonlyMap<number, string>;
  };
};

function checkRoots(
  heads: readonly Checked[],
  { logSize, roots }: Given,
  found: (finding: Omit<Finding, 'institution'>) => void,
): void {
  const wrong = heads.filter(({ head }) => roots.log.get(head.treeSize) !== head.rootHash);
  const [first] = wrong;
  if (first === undefined) return;
  const { head, file } = first;
  const place = { treeSize: head.treeSize, ...(file === undefined ? {} : { file }) };
  const good = heads.filter(({ head: { treeSize } }) => treeSize < head.treeSize).at(-1);
  const since =
    good === undefined ? 'from the first leaf on' : `from leaf ${good.head.treeSize} on`;
  const others = wrong.length === 1 ? '' : ` So do ${wrong.length - 1} later heads.`;
  if (head.treeSize > logSize)
    found({
      ...{ kind: 'head-beyond-the-log', ...place },
      what: `${nameOf(place)} is of a tree that the log no longer gives: it holds ${logSize} events.${others}`,
    });
  else
    found({
      ...{ kind: 'head-disagrees', ...place },
      what: `${nameOf(place)} has another root than the log gives: something is other ${since}, ${
        roots.leaves.get(head.treeSize) === head.rootHash
          ? 'while the kept leaves agree with the head: the log was altered.'
          : 'and the kept leaves disagree with the head too.'
      }${others}`,
    });
}

function nameOf({ treeSize, file }: { readonly treeSize: number; readonly file?: string }): string {
  return file === undefined ? `The head of ${treeSize} leaves` : `The witnessed head ${file}`;
}

function isKeyOf(publicKey: string | undefined, keyId: string): boolean {
  try {
    return publicKey !== undefined && keyIdOf(publicKey) === keyId;
  } catch {
    return false;
  }
}
