import { expect, test } from 'vitest';
import {
  completeNodes,
  consistencyRanges,
  inclusionRanges,
} from '../../../projections/ledger/ranges.ts';
import { pathOf, rootOf } from './plain-tree.ts';
import { consistencies, inclusions, leaves, roots } from './published-tree.ts';

const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));

test.each([...roots.entries()])('the published root of %i leaves', (size, root) => {
  expect(rootOf(leaves.slice(0, size)).toString('hex')).toBe(root);
});

test.each(inclusions)('the published path of leaf $leaf of $size', ({ leaf, size, path }) => {
  expect(hex(pathOf(leaves, inclusionRanges(leaf, size)))).toEqual(path);
});

test.each(consistencies)('the published path from $first to $second', (published) => {
  const { first, second, path } = published;
  expect(hex(pathOf(leaves, consistencyRanges(first, second)))).toEqual(path);
});

test('a proof in a tree of a hundred million leaves takes no more than twice its levels', () => {
  const size = 123_456_789;
  const parts = inclusionRanges(0, size).flatMap(completeNodes);
  expect(parts.length).toBeLessThanOrEqual(2 * 27);
  expect(parts.every(({ level, index }) => (index + 1) * 2 ** level <= size)).toBe(true);
});

test('leaves are counted beyond 32 bits', () => {
  const size = 2 ** 33 + 1;
  expect(inclusionRanges(2 ** 33, size)).toEqual([{ from: 0, to: 2 ** 33 }]);
  expect(completeNodes({ from: 0, to: size })).toEqual([
    { level: 33, index: 0 },
    { level: 0, index: 2 ** 33 },
  ]);
});
