import type { Instant, RecordedEvent } from '../../events/envelope.ts';
import { cutAt } from '../../workflows/replay/cut-at.ts';
import type { Axis } from '../../workflows/replay/cut-at.ts';

export type EventBetween = Pick<RecordedEvent, 'stream' | 'revision' | 'type' | 'recordedAt'> & {
  readonly occurredAt: Instant;
};

/** The events that one instant has and the other has not, case by case: all that can explain what differs. */
export async function eventsBetween(
  cases: AsyncIterable<readonly RecordedEvent[]>,
  {
    instant,
    against,
    by,
  }: { readonly instant: Instant; readonly against: Instant; readonly by: Axis },
): Promise<readonly EventBetween[]> {
  const found: EventBetween[] = [];
  const [from = instant, to = instant] = [instant, against].toSorted();
  for await (const events of cases)
    for (const { stream, revision, type, recordedAt, meta } of cutAt(events, to, by).slice(
      cutAt(events, from, by).length,
    ))
      found.push({ stream, revision, type, recordedAt, occurredAt: meta.occurredAt });
  return found;
}
