import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawSigningKey, keyIdOf } from '../../../projections/ledger/signing-key.ts';

test('a key is named by the hash of its 32 bytes', () => {
  const { keyId, publicKey } = drawSigningKey();
  const bytes = Buffer.from(publicKey, 'base64url');
  expect(bytes).toHaveLength(32);
  expect(keyId).toBe(hash('sha256', bytes, 'hex'));
});

test.each(['', 'short', `${'A'.repeat(43)}=`, '!'.repeat(43)])('%j is no public key', (text) => {
  expect(() => keyIdOf(text)).toThrow('A public key is 32 bytes');
});
