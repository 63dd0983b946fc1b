import { hash as digest } from 'node:crypto';

/**
 * The two hashes of a Merkle tree by RFC 9162 §2.1.1, with SHA-256. A zero byte stands before what a leaf holds and a
 * one before two hashes that are joined, so that no leaf passes for a pair of hashes.
 *
 *     hash of a leaf = SHA-256(00 ‖ entry)
 *     hash of a node = SHA-256(01 ‖ hash of its left side ‖ hash of its right side)
 *     hash of a tree without leaves = SHA-256 of nothing
 */
export type Hash = Buffer;

export const HASH_BYTES = 32;

export const EMPTY_ROOT: Hash = digest('sha256', '', 'buffer');

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

export function hashOfLeaf(entry: Uint8Array): Hash {
  return digest('sha256', Buffer.concat([LEAF, entry]), 'buffer');
}

export function hashOfNode(left: Hash, right: Hash): Hash {
  return digest('sha256', Buffer.concat([NODE, left, right]), 'buffer');
}
