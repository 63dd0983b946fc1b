import { createHash, createHmac } from 'node:crypto';
import { NONCE_BYTES, TAG_BYTES, decrypt, encrypt } from '../keys/aes-gcm.ts';
import type { CaseKey } from '../keys/box.ts';
import { domain, exactBytes } from '../keys/exact-bytes.ts';

/**
 * A document sealed under its case's key, as a box seals a text (keys/box.ts), with labels of its own:
 *
 *     salt       = HMAC-SHA256(case key, "redress/document-salt/1" ‖ content)
 *     nonce      = SHA-256("redress/document-nonce/1" ‖ salt), its first 12 bytes
 *     commitment = SHA-256("redress/document-commitment/1" ‖ salt ‖ content), in lower-case hex
 *     sealed     = length of key id (2 bytes, big-endian) ‖ key id ‖ nonce ‖ AES-256-GCM(salt ‖ content) ‖ tag
 *
 * Equal content under an equal key has one commitment, so that it is stored and filed once. The whole content is in
 * memory while it is sealed, since its salt follows from all of it.
 */
export type SealedDocument = { readonly commitment: string; readonly sealed: Buffer };

const SALT_BYTES = 32;
const LENGTH_BYTES = 2;

export function sealDocument({ id, key }: CaseKey, content: Uint8Array): SealedDocument {
  const salt = createHmac('sha256', key)
    .update(domain('redress/document-salt/1'))
    .update(content)
    .digest();
  const plain = Buffer.concat([salt, content]);
  const name = exactBytes(id);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(name.length);
  const boxed = encrypt(key, nonceOf(salt), associatedOf(id), plain);
  return {
    commitment: commitmentOf(salt, content),
    sealed: Buffer.concat([length, name, boxed]),
  };
}

/** The id of the key a document is sealed under, or undefined when the bytes are not a document of ours. */
export function keyOf(sealed: Uint8Array): string | undefined {
  const bytes = Buffer.from(sealed);
  if (bytes.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + bytes.readUInt16BE(0);
  return bytes.length < end + NONCE_BYTES + TAG_BYTES
    ? undefined
    : bytes.subarray(LENGTH_BYTES, end).toString('utf8');
}

/** The content, or undefined when key, commitment or any byte is another. */
export function openDocument(caseKey: CaseKey, document: SealedDocument): Buffer | undefined {
  return discloseDocument(caseKey, document)?.content;
}

/** The same for somebody who has no key but shall be able to check: with the salt of the commitment. */
export function discloseDocument(
  { id, key }: CaseKey,
  { commitment, sealed }: SealedDocument,
): { readonly salt: Buffer; readonly content: Buffer } | undefined {
  if (keyOf(sealed) !== id) return undefined;
  const plain = decrypt(
    key,
    associatedOf(id),
    sealed.subarray(LENGTH_BYTES + exactBytes(id).length),
  );
  if (plain === undefined || plain.length < SALT_BYTES) return undefined;
  const [salt, content] = [plain.subarray(0, SALT_BYTES), plain.subarray(SALT_BYTES)];
  return commitmentOf(salt, content) === commitment ? { salt, content } : undefined;
}

function nonceOf(salt: Uint8Array): Buffer {
  const hash = createHash('sha256').update(domain('redress/document-nonce/1')).update(salt);
  return hash.digest().subarray(0, NONCE_BYTES);
}

function commitmentOf(salt: Uint8Array, content: Uint8Array): string {
  const label = domain('redress/document-commitment/1');
  return createHash('sha256').update(label).update(salt).update(content).digest('hex');
}

function associatedOf(keyId: string): Buffer {
  return Buffer.concat([domain('redress/document/1'), exactBytes(keyId)]);
}
