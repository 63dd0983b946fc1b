import { expect, test } from 'vitest';
import { isConsistent, isIncluded } from '../../../projections/ledger/check-proof.ts';
import { consistencyRanges, inclusionRanges } from '../../../projections/ledger/ranges.ts';
import { hashOfLeaf } from '../../../projections/ledger/tree-hash.ts';
import { pathOf, rootOf } from './plain-tree.ts';
import { consistencies, inclusions, leaves, roots } from './published-tree.ts';

const LARGEST = 130;
const bytes = (hex: string | undefined) => Buffer.from(hex ?? '', 'hex');
const many = Array.from({ length: LARGEST }, (_, number) => hashOfLeaf(Buffer.of(number)));
const rootAt = Array.from({ length: LARGEST + 1 }, (_, size) => rootOf(many.slice(0, size)));
const leafAt = (number: number) => many[number] ?? Buffer.alloc(0);
const at = (size: number) => rootAt[size] ?? Buffer.alloc(0);

test.each(inclusions)('takes the published path of leaf $leaf of $size', (published) => {
  const { leaf, size, path } = published;
  const parts = { number: leaf, size, root: bytes(roots[size]), path: path.map(bytes) };
  expect(isIncluded({ leaf: leaves[leaf] ?? Buffer.alloc(0), ...parts })).toBe(true);
});

test.each(consistencies)('takes the published path from $first to $second', (published) => {
  const { first, second, path } = published;
  const ends = { firstRoot: bytes(roots[first]), secondRoot: bytes(roots[second]) };
  expect(isConsistent({ first, second, ...ends, path: path.map(bytes) })).toBe(true);
});

test('takes the path of every leaf in every tree, and none of another place, size or root', () => {
  for (let size = 1; size <= LARGEST; size += 1)
    for (let number = 0; number < size; number += 1) {
      const path = pathOf(many, inclusionRanges(number, size));
      const proof = { leaf: leafAt(number), number, size, root: at(size), path };
      const wrong = [
        { ...proof, leaf: hashOfLeaf(Buffer.from('another')) },
        { ...proof, number: size },
        { ...proof, number: number + 0.5 },
        { ...proof, number: (number + 1) % (size + 1) },
        { ...proof, root: at(size - 1) },
        { ...proof, path: [...path, leafAt(0)] },
        ...(path.length > 0 ? [{ ...proof, path: path.slice(1) }] : []),
      ];
      expect(isIncluded(proof), `${number} of ${size}`).toBe(true);
      expect(wrong.findIndex(isIncluded), `${number} of ${size}`).toBe(-1);
    }
});

test('takes the path between all sizes, and none of a tree that was changed', () => {
  for (let second = 1; second <= LARGEST; second += 1)
    for (let first = 1; first <= second; first += 1) {
      const path = pathOf(many, consistencyRanges(first, second));
      const proof = { first, second, firstRoot: at(first), secondRoot: at(second), path };
      const wrong = [
        { ...proof, firstRoot: hashOfLeaf(Buffer.from('another')) },
        { ...proof, secondRoot: at(second - 1) },
        { ...proof, first: 0 },
        { ...proof, first: second + 1 },
        { ...proof, path: [...path, leafAt(0)] },
        ...(path.length > 0 ? [{ ...proof, path: path.slice(1) }] : []),
      ];
      expect(isConsistent(proof), `${first} to ${second}`).toBe(true);
      expect(wrong.findIndex(isConsistent), `${first} to ${second}`).toBe(-1);
    }
});
