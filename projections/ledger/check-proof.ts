import { hashOfNode } from './tree-hash.ts';
import type { Hash } from './tree-hash.ts';

/**
 * Both proofs, checked as RFC 9162 says (§2.1.3.2 and §2.1.4.2), by whoever has nothing but what he was handed. Numbers
 * are halved as numbers, never as bits: a tree may have more leaves than 32 bits count.
 */

type Inclusion = {
  readonly leaf: Hash;
  /** The leaf's number, from 0. */
  readonly number: number;
  readonly size: number;
  readonly root: Hash;
  readonly path: readonly Hash[];
};

/** Whether a leaf stands at its number in the tree of this size and root. */
export function isIncluded({ leaf, number, size, root, path }: Inclusion): boolean {
  if (!isCount(number) || !isCount(size) || number >= size) return false;
  const sides = sidesOf(number, size - 1, path.length);
  if (sides === undefined) return false;
  return path.reduce((hash, beside, step) => join(hash, beside, sides[step]), leaf).equals(root);
}

type Consistency = {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Hash;
  readonly secondRoot: Hash;
  readonly path: readonly Hash[];
};

/** Whether the first tree is a beginning of the second: that nothing of it was changed, taken out or put between. */
export function isConsistent(proof: Consistency): boolean {
  const { first, second, firstRoot, secondRoot, path } = proof;
  if (!isCount(first) || !isCount(second) || first === 0 || first > second) return false;
  if (first === second) return path.length === 0 && firstRoot.equals(secondRoot);
  let [at, last] = [first - 1, second - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  // A first tree of a power of two leaves is a part of the second: its root is where the way begins.
  const [begin, ...rest] = at === 0 ? [firstRoot, ...path] : path;
  const sides = sidesOf(at, last, rest.length);
  if (begin === undefined || sides === undefined) return false;
  let [ofFirst, ofSecond] = [begin, begin];
  for (const [step, beside] of rest.entries()) {
    const side = sides[step];
    // What stands on the right was added after the first tree.
    if (side === 'left') ofFirst = join(ofFirst, beside, side);
    ofSecond = join(ofSecond, beside, side);
  }
  return ofFirst.equals(firstRoot) && ofSecond.equals(secondRoot);
}

type Side = 'left' | 'right';

/** On which side each hash of a path stands on the way to the root; undefined when the way has another length. */
function sidesOf(from: number, until: number, length: number): readonly Side[] | undefined {
  const sides: Side[] = [];
  let [at, last] = [from, until];
  while (last > 0) {
    if (isOdd(at) || at === last) {
      sides.push('left');
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      sides.push('right');
    }
    [at, last] = [half(at), half(last)];
  }
  return sides.length === length ? sides : undefined;
}

function join(hash: Hash, beside: Hash, side: Side | undefined): Hash {
  return side === 'left' ? hashOfNode(beside, hash) : hashOfNode(hash, beside);
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}

function isOdd(number: number): boolean {
  return number % 2 === 1;
}

function half(number: number): number {
  return Math.floor(number / 2);
}
