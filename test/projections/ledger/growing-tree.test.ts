import { expect, test } from 'vitest';
import { growingTree } from '../../../projections/ledger/growing-tree.ts';
import { completeNodes } from '../../../projections/ledger/ranges.ts';
import { hashOfLeaf } from '../../../projections/ledger/tree-hash.ts';
import type { Hash } from '../../../projections/ledger/tree-hash.ts';
import { rootOf } from './plain-tree.ts';
import { leaves, roots } from './published-tree.ts';

test('has the published roots, leaf by leaf', () => {
  const tree = growingTree();
  const found = [tree.root(), ...leaves.map((leaf) => (tree.add(leaf), tree.root()))];
  expect(found.map((root) => root.toString('hex'))).toEqual(roots);
});

test('has the root of the definition at every size, also when taken up from its complete parts', () => {
  const many = Array.from({ length: 130 }, (_, number) => hashOfLeaf(Buffer.of(number)));
  const kept = new Map<string, Hash>();
  const tree = growingTree();
  for (const [number, leaf] of many.entries()) {
    kept.set(`0/${number}`, leaf);
    for (const { level, index, hash } of tree.add(leaf)) kept.set(`${level}/${index}`, hash);
    const size = number + 1;
    const edge = completeNodes({ from: 0, to: size }).flatMap(
      ({ level, index }) => kept.get(`${level}/${index}`) ?? [],
    );
    const again = growingTree(size, edge);
    expect(tree.root()).toEqual(rootOf(many.slice(0, size)));
    expect(again.root()).toEqual(tree.root());
    expect(again.size()).toBe(size);
  }
});

test('says when the parts it is taken up with are not whole', () => {
  const [leaf = Buffer.alloc(0)] = leaves;
  expect(() => growingTree(3, []).add(leaf)).toThrow('The edge of 3 leaves is not whole.');
});
