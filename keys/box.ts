import { createHash, createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Box } from '../events/personal.ts';
import { NONCE_BYTES, TAG_BYTES, decrypt, encrypt } from './aes-gcm.ts';
import { domain, exactBytes } from './exact-bytes.ts';
import { BoxTampered, WrongKey } from './key-faults.ts';

/**
 * How a value is sealed, byte by byte. `‖` joins, a label in quotes is its ASCII bytes and one zero byte.
 *
 *     value      = the text's exact UTF-8 bytes
 *     salt       = HMAC-SHA256(case key, "redress/box-salt/1" ‖ value)                      32 bytes
 *     nonce      = SHA-256("redress/box-nonce/1" ‖ salt), its first 12 bytes
 *     sealed     = base64url without padding of nonce ‖ AES-256-GCM(case key, nonce,
 *                  associated "redress/box/1" ‖ key id in UTF-8, plain salt ‖ value) ‖ tag  (16 bytes)
 *     commitment = SHA-256("redress/box-commitment/1" ‖ salt ‖ value), in lower-case hex
 *
 * All follows from key and value, so an equal value under an equal key gives an equal box and repeated
 * submissions compare equal; a nonce repeats only with its value. The salt is secret until someone discloses
 * it to show what a commitment stands for; the length of the value is not hidden.
 */

/** A case's key with its id. A `KeyObject` shows nothing of itself in logs and has no JSON form. */
export type CaseKey = { readonly id: string; readonly key: KeyObject };

/** What a box held; `salt` (32 bytes) lets anyone check `commitment` against `value`. */
export type BoxContent = { readonly value: string; readonly salt: Uint8Array };

export const SALT_BYTES = 32;
/** As much as `box.sealed` in events/personal.ts has room for. */
export const BYTES_PER_VALUE = (200_000 / 4) * 3 - NONCE_BYTES - SALT_BYTES - TAG_BYTES;

/** Throws a RangeError on a lone surrogate or on more than `BYTES_PER_VALUE` bytes. */
export function seal(caseKey: CaseKey, value: string): Box {
  const bytes = exactBytes(value);
  if (bytes.length > BYTES_PER_VALUE)
    throw new RangeError(
      `A value of ${bytes.length} bytes is too long to seal; ${BYTES_PER_VALUE} is the most.`,
    );
  const salt = saltOf(caseKey.key, bytes);
  const plain = Buffer.concat([salt, bytes]);
  return {
    key: caseKey.id,
    sealed: encrypt(caseKey.key, nonceOf(salt), associatedOf(caseKey.id), plain).toString(
      'base64url',
    ),
    commitment: commitmentOf(salt, bytes),
  };
}

/** Throws `WrongKey` when the box names another key, `BoxTampered` when anything in it was altered. */
export function open(caseKey: CaseKey, box: Box): BoxContent {
  if (box.key !== caseKey.id) throw new WrongKey(box.key, caseKey.id);
  const sealed = Buffer.from(box.sealed, 'base64url');
  // Decoding is lenient, and two spellings of the same bytes would be two boxes of one value.
  if (sealed.toString('base64url') !== box.sealed)
    throw new BoxTampered(box.key, 'its sealed text is not base64url as it is written');
  const plain = decrypt(caseKey.key, associatedOf(caseKey.id), sealed);
  if (plain === undefined || plain.length < SALT_BYTES)
    throw new BoxTampered(box.key, 'its sealed text does not open with its key');
  const [salt, bytes] = [plain.subarray(0, SALT_BYTES), plain.subarray(SALT_BYTES)];
  if (commitmentOf(salt, bytes) !== box.commitment)
    throw new BoxTampered(box.key, 'its commitment is not to what is sealed in it');
  // A holder of the key could still have sealed with a salt or nonce of his choice, and broken equality.
  if (
    !saltOf(caseKey.key, bytes).equals(salt) ||
    !sealed.subarray(0, NONCE_BYTES).equals(nonceOf(salt))
  )
    throw new BoxTampered(box.key, 'its salt or nonce does not follow from its value');
  return { value: textOf(bytes, box.key), salt: Uint8Array.from(salt) };
}

/** Whether the box's commitment is to this value with this salt. Needs no key, and holds after erasure too. */
export function commits(box: Pick<Box, 'commitment'>, salt: Uint8Array, value: string): boolean {
  return (
    salt.length === SALT_BYTES &&
    value.isWellFormed() &&
    commitmentOf(salt, exactBytes(value)) === box.commitment
  );
}

function saltOf(key: KeyObject, value: Uint8Array): Buffer {
  return createHmac('sha256', key).update(domain('redress/box-salt/1')).update(value).digest();
}

function nonceOf(salt: Uint8Array): Buffer {
  const hash = createHash('sha256').update(domain('redress/box-nonce/1')).update(salt).digest();
  return hash.subarray(0, NONCE_BYTES);
}

function commitmentOf(salt: Uint8Array, value: Uint8Array): string {
  const label = domain('redress/box-commitment/1');
  return createHash('sha256').update(label).update(salt).update(value).digest('hex');
}

function associatedOf(keyId: string): Buffer {
  return Buffer.concat([domain('redress/box/1'), exactBytes(keyId)]);
}

function textOf(bytes: Uint8Array, key: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BoxTampered(key, 'what it holds is not text in UTF-8');
  }
}
