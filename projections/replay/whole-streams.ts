import type { RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import { readWhole } from '../../events/log/read-whole.ts';

export type WholeStreams = {
  /** In the order in which they began. */
  readonly streams: readonly string[];
  readonly each: () => AsyncGenerator<readonly RecordedEvent[]>;
};

/**
 * Every stream that is wanted, whole, one after the other. Their names are found first, so that progress can be told;
 * no more than one stream is in memory at a time.
 */
export async function wholeStreams(
  log: EventLog,
  isWanted: (stream: string) => boolean,
): Promise<WholeStreams> {
  const streams: string[] = [];
  for (let after = log.start; ;) {
    const page = await log.feed({ after, limit: EVENTS_PER_PAGE });
    for (const { stream, revision } of page.events)
      if (revision === 0 && isWanted(stream)) streams.push(stream);
    if (page.position === after) break;
    after = page.position;
  }
  return theseOf(log, streams);
}

/** The same of one stream; nothing when it has no event. */
export function oneStream(log: EventLog, stream: string): WholeStreams {
  return theseOf(log, [stream]);
}

function theseOf(log: EventLog, streams: readonly string[]): WholeStreams {
  return {
    streams,
    each: async function* () {
      for (const stream of streams) {
        const events = await readWhole(log, stream);
        if (events.length > 0) yield events;
      }
    },
  };
}
