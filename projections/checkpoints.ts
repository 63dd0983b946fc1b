import type { Position } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { positionsOf } from './checkpoint.ts';
import type { ReadDatabase } from './database.ts';
import { lagOf } from './lag.ts';

/** Where a follower of the log stands. */
export type CheckpointFound = {
  readonly name: string;
  readonly position: Position;
  /** Age of the first event that it has not taken; 0 when it has taken all. */
  readonly lagSeconds: number;
  /** It has taken what the log does not have: the log is not the one that it followed, or lost its end. */
  readonly isAhead: boolean;
};

/** The checkpoints of read models and of the relay against the log's end. */
export async function checkpointsAgainst(
  parts: { readonly log: EventLog; readonly database: ReadDatabase },
  names: readonly string[],
): Promise<readonly CheckpointFound[]> {
  const { log, database } = parts;
  // First the followers: what they take meanwhile is in the log by then.
  const positions = await positionsOf(database, names, log.start);
  const lags = await lagOf(parts, names);
  const end = await log.end();
  return names.map((name, index) => {
    const position = positions[index] ?? log.start;
    const isAhead = log.compare(position, end) > 0;
    return { name, position, lagSeconds: lags.get(name) ?? 0, isAhead };
  });
}
