import type { RecordedEvent } from '../events/envelope.ts';
import type { Played } from '../workflows/play.ts';

/** Played events as a log would give them back. */
export function recordedPlay(events: readonly Played[]): readonly RecordedEvent[] {
  return events.map(({ event, version, meta, revision }) => ({
    ...event,
    ...{ version, meta, revision, id: `${revision}`, position: `${revision}` },
    ...{ stream: 'complaint-bank.000000000001', recordedAt: meta.decidedAt },
  }));
}
