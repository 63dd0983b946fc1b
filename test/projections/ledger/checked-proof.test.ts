import { expect, test } from 'vitest';
import { checkProof } from '../../../projections/ledger/checked-proof.ts';
import { leafOf } from '../../../projections/ledger/leaf-of.ts';
import { consistencyRanges, inclusionRanges } from '../../../projections/ledger/ranges.ts';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';
import { signHead } from '../../../projections/ledger/tree-head.ts';
import { pathOf, rootOf } from './plain-tree.ts';

const events = Array.from({ length: 7 }, (_, number) => ({
  recordedAt: `2026-03-02T12:00:00.00${number}Z`,
  text: `{"revision":${number}}`,
}));
const event = { recordedAt: '2026-03-02T12:00:00.004Z', text: '{"revision":4}' };
const leaves = events.map(leafOf);
const hex = (hash: Buffer) => hash.toString('hex');
const rootHash = hex(rootOf(leaves));
const key = drawSigningKey();
const head = signHead(key, {
  ...{ institution: 'onebank', treeSize: 7, rootHash, timestamp: '2026-03-02T12:01:00.000Z' },
});
const proof = {
  ...{ stream: 'complaint-onebank.000000000001', revision: 4, leaf: 4, treeSize: 7, rootHash },
  ...{ leafHash: hex(leafOf(event)), path: pathOf(leaves, inclusionRanges(4, 7)).map(hex), head },
};
const known = { event, publicKeys: [key.publicKey] };

test('a proof holds for the event, the path and the head', () => {
  expect(checkProof(proof, known)).toEqual([]);
});

test.each([
  ['another event', proof, { ...known, event: { ...event, text: '{}' } }, 'not that of the event'],
  [
    'a time dated back',
    proof,
    { ...known, event: { ...event, recordedAt: '2026-01-01T00:00:00.000Z' } },
    'recorded time',
  ],
  ['another place', { ...proof, leaf: 3 }, known, 'does not lead from leaf 3 of 7'],
  ['a shorter path', { ...proof, path: [] }, known, 'does not lead'],
  ['the head of another tree', { ...proof, head: { ...head, treeSize: 6 } }, known, 'another tree'],
  ['an unknown key', proof, { event, publicKeys: [] }, 'which is not given'],
  [
    'a head that was altered',
    { ...proof, head: { ...head, timestamp: '2026-01-01T00:00:00.000Z' } },
    known,
    'not signed by its key',
  ],
])('does not hold with %s, and says so', (_what, wrong, knowing, says) => {
  expect(
    checkProof(wrong, knowing)
      .map(({ en }) => en)
      .join(),
  ).toContain(says);
});

test('a tree is shown to have only grown, or not', () => {
  const grown = {
    ...{ first: 3, second: 7, firstRoot: hex(rootOf(leaves.slice(0, 3))), secondRoot: rootHash },
    path: pathOf(leaves, consistencyRanges(3, 7)).map(hex),
  };
  expect(checkProof(grown, { publicKeys: [] })).toEqual([]);
  const other = { ...grown, firstRoot: hex(rootOf(leaves.slice(1, 4))) };
  expect(checkProof(other, { publicKeys: [] })).toHaveLength(1);
});
