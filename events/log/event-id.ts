import { createHash } from 'node:crypto';

/** The name space of Redress's event ids: RFC 9562 asks for any fixed UUID. */
const NAME_SPACE = Buffer.from('8a0c3f0e5d5b4c6b9a7e2f1d0b9c8e77', 'hex');

/**
 * The id of an event: version 5 UUID (RFC 9562 §5.5) of what makes it what it is – stream, submission, which
 * command, which event of it – and never of an attempt, so that doing a thing again gives the same id.
 */
export function eventId(
  stream: string,
  submission: string,
  command: number,
  index: number,
): string {
  const name = JSON.stringify([stream, submission, command, index]);
  const hash = createHash('sha1').update(NAME_SPACE).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
