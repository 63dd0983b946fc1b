import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { STREAM_NAME } from '../events/log/limits.ts';
import type { Category, CategoryOf } from '../events/stream-category.ts';
import { domain, exactBytes } from './exact-bytes.ts';

/**
 * A case's number follows from where the complaint came from and how it is called there, so repeated intake
 * finds its case without a counter; and since it is keyed, nobody can guess references back from it.
 */

/** Crockford's base32: digits and capitals without I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS_PER_CHARACTER = 5;
const CASE_NUMBER_CHARACTERS = 12;

/**
 * 12 characters: the first 60 bits, highest first, of HMAC-SHA256 under the identity key over
 * `"redress/case-number/1" 00 ‖ length of source ‖ source ‖ length of reference ‖ reference`, texts in exact
 * UTF-8, lengths in bytes as 4 bytes big-endian. Throws a RangeError on an empty text or a lone surrogate.
 */
export function caseNumber(identityKey: KeyObject, source: string, reference: string): string {
  if (source === '' || reference === '')
    throw new RangeError(
      'A case number needs a source and a reference; draw one when none is given.',
    );
  const hash = createHmac('sha256', identityKey)
    .update(domain('redress/case-number/1'))
    .update(measured(source))
    .update(measured(reference))
    .digest();
  return crockford(hash, CASE_NUMBER_CHARACTERS);
}

export type StreamParts = {
  readonly category: string;
  readonly institution: string;
  readonly caseNumber: string;
};

/** `complaint-<institution>.<case>`. Throws a RangeError when a part is not as the log's limits ask. */
export function streamOf(category: Category, institution: string, number: string): string {
  const stream = `${category}-${institution}.${number}`;
  if (!STREAM_NAME.test(stream)) throw new RangeError(`${stream} is not the name of a stream.`);
  return stream;
}

/** The number of the streams in which an institution speaks of itself; no case is given it. */
const ITSELF = '000000000000';

/** An institution's own stream of a category: it has one. */
export function institutionStream(
  category: CategoryOf<'institution'>,
  institution: string,
): string {
  return streamOf(category, institution, ITSELF);
}

/** The stream in which something of a case stands beside it. Throws a RangeError when the case's is no stream. */
export function streamBeside(category: CategoryOf<'besideCase'>, stream: string): string {
  const parts = partsOf(stream);
  if (parts === undefined) throw new RangeError(`${stream} is not the name of a stream.`);
  return streamOf(category, parts.institution, parts.caseNumber);
}

/** The parts of a stream's name, or undefined when it is none. */
export function partsOf(stream: string): StreamParts | undefined {
  if (!STREAM_NAME.test(stream)) return undefined;
  const [hyphen, dot] = [stream.indexOf('-'), stream.indexOf('.')];
  return {
    category: stream.slice(0, hyphen),
    institution: stream.slice(hyphen + 1, dot),
    caseNumber: stream.slice(dot + 1),
  };
}

function measured(text: string): Buffer {
  const bytes = exactBytes(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function crockford(bytes: Uint8Array, characters: number): string {
  const spare = BigInt(bytes.length * 8 - characters * BITS_PER_CHARACTER);
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`) >> spare;
  let text = '';
  for (let index = 0; index < characters; index += 1) {
    text = ALPHABET.charAt(Number(bits & 31n)) + text;
    bits >>= BigInt(BITS_PER_CHARACTER);
  }
  return text;
}
