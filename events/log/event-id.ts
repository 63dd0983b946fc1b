import { hash } from 'node:crypto';

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
  const bytes = hash('sha1', Buffer.concat([NAME_SPACE, Buffer.from(name)]), 'buffer');
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
