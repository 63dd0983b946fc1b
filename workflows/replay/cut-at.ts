import type { Instant, RecordedEvent } from '../../events/envelope.ts';

/** By when the log heard of it – what we knew – or by when it was so in the world. */
export const AXES = ['recorded', 'occurred'] as const;
export type Axis = (typeof AXES)[number];

/**
 * The events of one stream that make up the case as of an instant, which is included. No event stands without those
 * before it, which it builds on: a breach that fell due before its complaint was entered was so only from the entry on.
 */
export function cutAt(
  events: readonly RecordedEvent[],
  instant: Instant,
  axis: Axis,
): readonly RecordedEvent[] {
  const after = events.findIndex((event) => instantOf(event, axis) > instant);
  return after < 0 ? events : events.slice(0, after);
}

function instantOf({ recordedAt, meta }: RecordedEvent, axis: Axis): Instant {
  return axis === 'recorded' ? recordedAt : meta.occurredAt;
}
