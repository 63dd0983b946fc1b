import type { Position } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { positionsOf } from './checkpoint.ts';
import type { ReadDatabase } from './database.ts';

/** How long ago the first event was recorded that a model has not taken, in seconds by model; 0 when there is none. */
export async function lagOf(
  { log, database }: { readonly log: EventLog; readonly database: ReadDatabase },
  models: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const positions = await positionsOf(database, models, log.start);
  const lags = new Map<Position, number>();
  for (const after of new Set(positions)) {
    const { events } = await log.feed({ after, limit: 1 });
    const recorded = Date.parse(events[0]?.recordedAt ?? '');
    // The log has a clock of its own, which may be a little ahead.
    lags.set(after, Number.isNaN(recorded) ? 0 : Math.max(0, (Date.now() - recorded) / 1_000));
  }
  return new Map(models.map((model, index) => [model, lags.get(positions[index] ?? '') ?? 0]));
}
