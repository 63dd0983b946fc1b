import type { RecordedEvent } from '../../events/envelope.ts';
import type { ReadModel } from '../read-model.ts';

/**
 * What a read model holds of a stream after these of its events, folded in memory; nothing when it has no row. Throws,
 * as its runner does, on an event that the model cannot take.
 */
export function foldModel(
  { initial, evolve }: ReadModel,
  stream: string,
  events: readonly RecordedEvent[],
): unknown {
  const before = initial(stream);
  return before === undefined || events.length === 0
    ? undefined
    : events.reduce<unknown>((state, event) => evolve(state, event), before);
}
