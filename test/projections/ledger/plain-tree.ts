import { hash } from 'node:crypto';
import { completeNodes, joined } from '../../../projections/ledger/ranges.ts';
import type { Node, Range } from '../../../projections/ledger/ranges.ts';
import type { Hash } from '../../../projections/ledger/tree-hash.ts';

/** The tree as RFC 9162 §2.1.1 defines it, in its own recursion, sharing nothing with the product. */
export function rootOf(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (only === undefined) return hash('sha256', '', 'buffer');
  if (leaves.length === 1) return only;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const sides = [rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split))];
  return hash('sha256', Buffer.concat([Buffer.of(1), ...sides]), 'buffer');
}

/** The hashes of a proof, from a tree that keeps complete parts only. */
export function pathOf(leaves: readonly Hash[], ranges: readonly Range[]): readonly Hash[] {
  return ranges.map((range) => joined(completeNodes(range).map((node) => partOf(leaves, node))));
}

function partOf(leaves: readonly Hash[], { level, index }: Node): Hash {
  const size = 2 ** level;
  return rootOf(leaves.slice(index * size, (index + 1) * size));
}
