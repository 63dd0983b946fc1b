import { hashOfNode } from './tree-hash.ts';
import type { Hash } from './tree-hash.ts';
import { joined } from './ranges.ts';
import type { Node } from './ranges.ts';

/** A complete part of the tree, larger than a leaf, that a leaf has just completed. */
export type Completed = Node & { readonly hash: Hash };

export type GrowingTree = {
  /** How many leaves it has. */
  readonly size: () => number;
  readonly root: () => Hash;
  /** Adds a leaf on the right; answers the parts it completes, from the smallest. */
  readonly add: (leaf: Hash) => readonly Completed[];
};

/**
 * A tree that leaves are added to. It remembers only its largest complete parts, one a level at most: those that
 * `completeNodes({ from: 0, to: size })` names, whose hashes an earlier tree is taken up with.
 */
export function growingTree(size = 0, edge: readonly Hash[] = []): GrowingTree {
  let count = size;
  const parts = [...edge];
  return {
    size: () => count,
    root: () => joined(parts),
    add: (leaf) => {
      const completed: Completed[] = [];
      let [hash, index, level] = [leaf, count, 0];
      // As many parts are completed as the number of leaves before has ones at its end.
      while (index % 2 === 1) {
        const left = parts.pop();
        if (left === undefined) throw new RangeError(`The edge of ${size} leaves is not whole.`);
        hash = hashOfNode(left, hash);
        index = (index - 1) / 2;
        level += 1;
        completed.push({ level, index, hash });
      }
      parts.push(hash);
      count += 1;
      return completed;
    },
  };
}
