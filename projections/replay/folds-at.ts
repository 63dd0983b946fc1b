import type { Instant, RecordedEvent } from '../../events/envelope.ts';
import { cutAt } from '../../workflows/replay/cut-at.ts';
import type { Axis } from '../../workflows/replay/cut-at.ts';
import type { ReadModel } from '../read-model.ts';
import { foldModel } from './fold-model.ts';

/** As of when, and by which of the two times. */
export type At = { readonly instant: Instant; readonly by: Axis };

/**
 * What a read model held of each stream at an instant, folded in memory beside the one that is served: no table is
 * touched. Streams that it had no row of yet are left out.
 */
export async function* foldsAt(
  model: ReadModel,
  cases: AsyncIterable<readonly RecordedEvent[]>,
  { instant, by }: At,
): AsyncGenerator<{ readonly stream: string; readonly state: unknown }> {
  for await (const events of cases) {
    const stream = events[0]?.stream ?? '';
    const state = foldModel(model, stream, cutAt(events, instant, by));
    if (state !== undefined) yield { stream, state };
  }
}
