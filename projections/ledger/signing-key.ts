import { createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonical } from '../../events/log/canonical.ts';

/**
 * A key that signs the heads of an institution's tree: Ed25519 (RFC 8032).
 *
 *     public key = its 32 bytes, in base64url without padding
 *     key id     = SHA-256 of those 32 bytes, in lower-case hex
 *     signature  = Ed25519 over the UTF-8 bytes of a canonical JSON text, in base64url without padding
 *
 * Every text that is signed says in `is` what it is, so that no signature serves for another kind of text.
 */
export type SigningKey = { readonly keyId: string; readonly privateKey: KeyObject };

export type PublicKey = { readonly keyId: string; readonly publicKey: string };

const KEY_BYTES = 32;

export function drawSigningKey(): SigningKey & PublicKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = publicKey.export({ format: 'jwk' }).x ?? '';
  return { keyId: keyIdOf(bytes), privateKey, publicKey: bytes };
}

/** Throws a RangeError on what is no public key as it is written. */
export function keyIdOf(publicKey: string): string {
  const bytes = Buffer.from(publicKey, 'base64url');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64url') !== publicKey)
    throw new RangeError('A public key is 32 bytes in base64url without padding.');
  return hash('sha256', bytes, 'hex');
}

/** Plain JSON, signed as its canonical text. */
export function signed(privateKey: KeyObject, statement: object): string {
  return sign(null, bytesOf(statement), privateKey).toString('base64url');
}

/** Whether the holder of the key signed this very statement. Never throws. */
export function isSigned(publicKey: string, statement: object, signature: string): boolean {
  try {
    const key = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey },
    });
    const bytes = Buffer.from(signature, 'base64url');
    // Decoding is lenient: two spellings of one signature would be two heads.
    if (bytes.toString('base64url') !== signature) return false;
    return verify(null, bytesOf(statement), key, bytes);
  } catch {
    return false;
  }
}

function bytesOf(statement: object): Buffer {
  return Buffer.from(canonical(statement).text, 'utf8');
}
