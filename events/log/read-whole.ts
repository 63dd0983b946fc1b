import type { RecordedEvent } from '../envelope.ts';
import type { EventLog } from './event-log.ts';
import { EVENTS_PER_PAGE } from './limits.ts';

/** Every event of a stream, page by page; for one case, which is short. */
export async function readWhole(log: EventLog, stream: string): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.read(stream, { from: events.length, limit: EVENTS_PER_PAGE });
    events.push(...page);
    if (page.length < EVENTS_PER_PAGE) return events;
  }
}
