import type { Position } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { positionsOf } from './checkpoint.ts';
import type { ReadDatabase } from './database.ts';
import { lagOf } from './lag.ts';

type Watched = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  /** Names of checkpoints: read models, or the relay. */
  readonly models: readonly string[];
  /** Seconds for which there must have been something to take, and nothing taken. */
  readonly patience?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

const PATIENCE = 60;

/**
 * Answers the names of those that stand still although the log has events for them; one that lags and gets on does
 * not. Each call looks again and remembers what it saw, so it takes two calls, a while apart, to find one.
 */
export function standstill({
  log,
  database,
  models,
  patience = PATIENCE,
  now = Date.now,
}: Watched): () => Promise<readonly string[]> {
  const seen = new Map<string, { readonly position: Position; readonly since: number }>();
  return async () => {
    const positions = await positionsOf(database, models, log.start);
    const lags = await lagOf({ log, database }, models);
    return models.filter((model, index) => {
      const position = positions[index] ?? log.start;
      const before = seen.get(model);
      if (before?.position !== position) seen.set(model, { position, since: now() });
      const still = before?.position === position ? (now() - before.since) / 1_000 : 0;
      return still >= patience && (lags.get(model) ?? 0) >= patience;
    });
  };
}
