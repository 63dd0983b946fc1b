import type { EventLog, FeedPage } from '../events/log/event-log.ts';

/** Pages that stay at hand for those who come a little later. */
const PAGES = 8;

/**
 * A log whose feed is read once for all who stand at the same position, at once or shortly after one another; whoever
 * stands elsewhere reads alone until he has caught up. Each still goes at his own pace, and none waits for another.
 */
export function sharedFeed(log: EventLog): EventLog {
  const pages = new Map<string, Promise<FeedPage>>();
  const waiting = new Map<string, Promise<void>>();
  return {
    ...log,
    feed: (range) => {
      const key = `${range.limit} after ${range.after}`;
      const known = pages.get(key);
      if (known !== undefined) return known;
      const read = log.feed(range);
      pages.set(key, read);
      for (const oldest of pages.keys()) if (pages.size > PAGES) pages.delete(oldest);
      const forget = (): void => {
        if (pages.get(key) === read) pages.delete(key);
      };
      // What was empty may not be so the next time.
      read.then(({ position }) => {
        if (position === range.after) forget();
      }, forget);
      return read;
    },
    news: (after, patience, signal) => {
      const known = waiting.get(after);
      if (known !== undefined) return known;
      const wait = log.news(after, patience, signal).finally(() => waiting.delete(after));
      waiting.set(after, wait);
      return wait;
    },
  };
}
