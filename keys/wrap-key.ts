import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { NONCE_BYTES, decrypt, encrypt } from './aes-gcm.ts';
import type { CaseKey } from './box.ts';
import { domain, exactBytes } from './exact-bytes.ts';
import { WrappingMismatch } from './key-faults.ts';

/**
 * A case key as it is stored: random nonce (12) ‖ AES-256-GCM ciphertext (32) ‖ tag (16) under the
 * institution's wrapping key, with `"redress/wrapped-key/1" 00 ‖ key id` as associated bytes, so that no row
 * passes for another's.
 */
export function wrapKey(wrapping: KeyObject, { id, key }: CaseKey): Buffer {
  return encrypt(wrapping, randomBytes(NONCE_BYTES), associatedOf(id), key.export());
}

/** Throws `WrappingMismatch` when the bytes were not wrapped under this key for this id. */
export function unwrapKey(wrapping: KeyObject, id: string, wrapped: Uint8Array): CaseKey {
  const bytes = decrypt(wrapping, associatedOf(id), wrapped);
  if (bytes === undefined) throw new WrappingMismatch(id);
  return { id, key: createSecretKey(bytes) };
}

function associatedOf(id: string): Buffer {
  return Buffer.concat([domain('redress/wrapped-key/1'), exactBytes(id)]);
}
