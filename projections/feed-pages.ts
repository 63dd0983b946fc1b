import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '../events/envelope.ts';
import type { EventLog, FeedPage } from '../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';

/** How long to wait, in milliseconds, for what others have read already but is not settled here. */
const PATIENCE = 10_000;
const PAUSE = 20;

/**
 * The feed after a position, each page fetched while the one before is worked on: up to and including the event at
 * `until`, or else to what was recorded before this call. It ends before `until` when the log does not reach so far.
 */
export async function* feedPages(
  log: EventLog,
  after: Position,
  until?: Position,
): AsyncGenerator<FeedPage> {
  const asked = new Date().toISOString();
  const isLast = ({ events, position }: FeedPage): boolean =>
    until === undefined
      ? (events.at(-1)?.recordedAt ?? '') >= asked
      : log.compare(position, until) >= 0;
  const fetch = (from: Position): Promise<FeedPage> =>
    log.feed({ after: from, limit: EVENTS_PER_PAGE });
  let from = after;
  let patientUntil = performance.now() + PATIENCE;
  let page = isLast({ events: [], position: from }) ? undefined : await fetch(from);
  while (page !== undefined) {
    if (page.position === from) {
      if (until === undefined || performance.now() > patientUntil) return;
      await sleep(PAUSE);
      page = await fetch(from);
      continue;
    }
    const next = isLast(page) ? undefined : fetch(page.position);
    // Awaited below; until then a failure must not count as unhandled.
    next?.catch(() => undefined);
    yield upTo(log, page, until);
    from = page.position;
    patientUntil = performance.now() + PATIENCE;
    page = await next;
  }
}

function upTo(log: EventLog, page: FeedPage, until: Position | undefined): FeedPage {
  if (until === undefined || log.compare(page.position, until) <= 0) return page;
  const events = page.events.filter(({ position }) => log.compare(position, until) <= 0);
  return { events, position: until };
}
