import type { Position } from '../../envelope.ts';
import { ForeignPosition } from '../log-faults.ts';

/**
 * A position is the offset of the event's record in the server's file, above any number that PostgreSQL's log gives: so
 * one that a read model or a receipt kept from before a move is noticed, and lies before every event, as it should.
 */
export const START: Position = '0';
const FIRST = 100_000_000_000_000_000n;

export function positionOf(commit: bigint): Position {
  return String(FIRST + commit);
}

/** Throws `ForeignPosition` when the position is of another log; the start of every log is the same. */
export function commitOf(position: Position): bigint {
  if (position === START) return 0n;
  const commit = BigInt(position) - FIRST;
  if (commit >= 0n) return commit;
  throw new ForeignPosition(position);
}

/** Negative, zero or positive, as for `sort`. */
export function comparePositions(one: Position, other: Position): number {
  const [first, second] = [BigInt(one), BigInt(other)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
