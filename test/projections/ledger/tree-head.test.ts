import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';
import { isHeadSigned, signHead } from '../../../projections/ledger/tree-head.ts';

const key = drawSigningKey();
const head = signHead(key, {
  institution: 'onebank',
  treeSize: 7,
  rootHash: 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  timestamp: '2026-03-02T12:00:00.000Z',
});

test('a head is signed over the text that the documentation shows', () => {
  const text =
    `{"institution":"onebank","is":"redress/tree-head/1","keyId":"${key.keyId}",` +
    `"rootHash":"${head.rootHash}","timestamp":"2026-03-02T12:00:00.000Z","treeSize":7}`;
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey },
  });
  const signature = Buffer.from(head.signature, 'base64url');
  expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(true);
});

test.each([
  ['of another institution', { institution: 'twobank' }],
  ['of another size', { treeSize: 8 }],
  ['with another root', { rootHash: '0'.repeat(64) }],
  ['of another time', { timestamp: '2026-03-02T11:00:00.000Z' }],
  ['that names another key', { keyId: '0'.repeat(64) }],
  ['with the signature spelled otherwise', { signature: `${head.signature}=` }],
  ['without a signature', { signature: '' }],
])('a head %s is not signed', (_name, changed) => {
  expect(isHeadSigned(key.publicKey, head)).toBe(true);
  expect(isHeadSigned(key.publicKey, { ...head, ...changed })).toBe(false);
});

test('nor is it signed with another key, or with what is none', () => {
  expect(isHeadSigned(drawSigningKey().publicKey, head)).toBe(false);
  expect(isHeadSigned('no key', head)).toBe(false);
});
