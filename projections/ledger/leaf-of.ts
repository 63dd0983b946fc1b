import { hashOfLeaf } from './tree-hash.ts';
import type { Hash } from './tree-hash.ts';

/**
 * What a leaf of the ledger says of an event: its bytes as they are stored, and beside them the instant at which the
 * log recorded it.
 *
 *     entry = recordedAt (24 characters, `2026-03-02T12:00:00.000Z`) ‖ line feed (0A) ‖ stored bytes
 *
 * The stored bytes name stream and revision, so a leaf stands for one place in one stream. The instant lies beside
 * the bytes in the log, where it could be dated back without touching them: so the leaf holds it too. Where the event
 * stands in the feed is not in it, since a log that is moved gives other positions.
 */
export type LeafParts = {
  readonly recordedAt: string;
  /** The stored bytes: canonical JSON. */
  readonly text: string;
};

export function leafOf({ recordedAt, text }: LeafParts): Hash {
  return hashOfLeaf(Buffer.from(`${recordedAt}\n${text}`, 'utf8'));
}
