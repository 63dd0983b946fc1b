import type { EventLog } from '../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import type { Kind } from '../workflows/process.ts';

/** A single case as it stands: folded from the log, so always current. */
export async function foldCase(
  log: EventLog,
  { process, words }: Kind,
  stream: string,
): Promise<{ readonly state: unknown; readonly revision: number }> {
  let state = process.initial;
  let revision = -1;
  for (;;) {
    const page = await log.read(stream, { from: revision + 1, limit: EVENTS_PER_PAGE });
    for (const event of page) {
      state = process.evolve(state, words.read(event), event.revision);
      revision = event.revision;
    }
    if (page.length < EVENTS_PER_PAGE) return { state, revision };
  }
}
