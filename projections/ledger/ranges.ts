import { EMPTY_ROOT, hashOfNode } from './tree-hash.ts';
import type { Hash } from './tree-hash.ts';

/**
 * Which parts of a tree a proof is made of, by RFC 9162 §2.1.3.1 and §2.1.4.1. A part is the range of leaves from
 * `from` to before `to`; a tree of n > 1 leaves is split at the largest power of two that is smaller than n.
 *
 * Only complete parts are kept – those of 2^level leaves, counted from the left by `index` –, which never change once
 * they stand. Any other part is the right edge of the tree and is joined from complete ones, at most one a level: so a
 * proof takes as many look-ups as the tree has levels, about twice.
 */
export type Range = { readonly from: number; readonly to: number };

export type Node = { readonly level: number; readonly index: number };

/** The parts beside the way from a leaf to the root, lowest first. `0 <= leaf < size`. */
export function inclusionRanges(leaf: number, size: number): readonly Range[] {
  const beside: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (leaf < middle) {
      beside.push({ from: middle, to });
      to = middle;
    } else {
      beside.push({ from, to: middle });
      from = middle;
    }
  }
  return beside.toReversed();
}

/** The parts that show a tree to be a beginning of a larger one, lowest first. `0 < first <= second`. */
export function consistencyRanges(first: number, second: number): readonly Range[] {
  const parts: Range[] = [];
  let [from, to] = [0, second];
  while (to !== first) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      parts.push({ from: middle, to });
      to = middle;
    } else {
      parts.push({ from, to: middle });
      from = middle;
    }
  }
  // The smaller tree's own root is known to whoever asks, unless it is not a part of the larger tree by itself.
  if (from > 0) parts.push({ from, to });
  return parts.toReversed();
}

/** The complete parts that a range is joined from, left to right. A range of a proof or a whole tree, from 0. */
export function completeNodes({ from, to }: Range): readonly Node[] {
  const nodes: Node[] = [];
  for (let next = from; next < to;) {
    let [level, leaves] = [0, 1];
    while (next % (leaves * 2) === 0 && next + leaves * 2 <= to) {
      level += 1;
      leaves *= 2;
    }
    nodes.push({ level, index: next / leaves });
    next += leaves;
  }
  return nodes;
}

/** Joins complete parts that stand side by side, from the right; the root of an empty tree when there is none. */
export function joined(parts: readonly Hash[]): Hash {
  const [last, ...before] = parts.toReversed();
  if (last === undefined) return EMPTY_ROOT;
  return before.reduce((right, left) => hashOfNode(left, right), last);
}

/** The largest power of two that is smaller than `leaves`, of which there are two at least. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}
