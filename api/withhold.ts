import type { RecordedEvent } from '../events/envelope.ts';
import { mayRead } from '../workflows/complaint/authority.ts';

type Shown = Pick<RecordedEvent, 'type' | 'data' | 'meta'>;

/** An event as a role may see it: that something happened is no secret, what was said may be one. */
export function withhold<Event extends Shown>(event: Event, role: string): Event {
  if (mayRead(event.type, role)) return event;
  const { command: _command, ...meta } = event.meta;
  return { ...event, data: { withheld: true }, meta };
}
