import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { sharedFeed } from '../../projections/shared-feed.ts';

/** A feed of so many events, of which each read is counted. */
function counted(events: number) {
  let length = events;
  const reads: string[] = [];
  const log: EventLog = {
    ...memoryLog(),
    feed: async ({ after, limit }) => {
      reads.push(after);
      const to = Math.min(length, Number(after) + limit);
      const page = Array.from({ length: to - Number(after) }, () => ({}) as RecordedEvent);
      return Promise.resolve({ events: page, position: String(to) });
    },
    news: async () => {
      reads.push('news');
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
  return { log: sharedFeed(log), reads, grow: (more: number) => void (length += more) };
}

const asked = (after: number) => ({ after: String(after), limit: 10 });

test('those who stand at one position read a page once, also one after the other', async () => {
  const { log, reads } = counted(25);
  const pages = await Promise.all([log.feed(asked(0)), log.feed(asked(0)), log.feed(asked(10))]);
  expect(pages.map(({ position }) => position)).toEqual(['10', '10', '20']);
  await log.feed(asked(0));
  expect(reads).toEqual(['0', '10']);
});

test('what was empty is asked again, and what failed too', async () => {
  const { log, reads, grow } = counted(5);
  expect((await log.feed(asked(5))).events).toEqual([]);
  grow(2);
  expect((await log.feed(asked(5))).position).toBe('7');
  expect(reads).toEqual(['5', '5']);
  let faults = 0;
  const failing = sharedFeed({
    ...memoryLog(),
    feed: () => Promise.reject(new Error(`fault ${++faults}`)),
  });
  await expect(failing.feed(asked(0))).rejects.toThrow('fault 1');
  await expect(failing.feed(asked(0))).rejects.toThrow('fault 2');
});

test('few pages stay in memory', async () => {
  const { log, reads } = counted(1_000);
  for (let page = 0; page < 9; page += 1) await log.feed(asked(page * 10));
  await log.feed(asked(0));
  expect(reads.filter((after) => after === '0')).toHaveLength(2);
});

test('news is waited for once', async () => {
  const { log, reads } = counted(0);
  await Promise.all([log.news('0', 100), log.news('0', 100)]);
  await log.news('0', 100);
  expect(reads).toEqual(['news', 'news']);
});
