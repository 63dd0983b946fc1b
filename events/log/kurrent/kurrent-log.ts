import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '../../envelope.ts';
import type { EventLog } from '../event-log.ts';
import { EVENTS_PER_PAGE } from '../limits.ts';
import { append } from './append.ts';
import { inTurn } from './in-turn.ts';
import { knownIds } from './known-ids.ts';
import { kurrentCalls } from './kurrent-calls.ts';
import type { KurrentCalls } from './kurrent-calls.ts';
import { START, comparePositions } from './kurrent-position.ts';
import { bytesOf, eventOf } from './kurrent-record.ts';
import { wakeUp } from './wake-up.ts';
import type { WakeUp } from './wake-up.ts';

/** Looks of `news` while nobody tells, in milliseconds: often until a subscription is confirmed, then rarely. */
const LOOK_FIRST = 20;
const LOOK_LONGEST = 500;
const LOOK_BESIDE = 2_000;

/**
 * The log on KurrentDB 23.10 or newer, at an address like `kurrentdb://host:2113?tls=false`. `answer` is how long the
 * server may take for one call, in milliseconds.
 */
export function kurrentLog(url: string, answer?: number): EventLog {
  const calls = kurrentCalls(url, answer);
  const ids = knownIds();
  const bell = wakeUp(calls);
  const queue = inTurn();
  return {
    start: START,
    compare: comparePositions,
    append: (stream, events, expected) =>
      expected === 'any'
        ? queue(stream, () => append({ calls, ids }, stream, events, expected))
        : append({ calls, ids }, stream, events, expected),
    read: async (stream, { from = 0, to = Infinity, limit = EVENTS_PER_PAGE } = {}) => {
      const count = Math.min(limit, EVENTS_PER_PAGE, to - from + 1);
      if (count <= 0) return [];
      const records = await calls.readStream(stream, from, count);
      ids.learn(stream, ids.of(stream), records);
      return records.map(eventOf);
    },
    feed: async ({ after, limit }) => {
      const records = await calls.readAll(after, Math.min(limit, EVENTS_PER_PAGE));
      return { events: records.map(eventOf), position: records.at(-1)?.position ?? after };
    },
    readBytes: async (stream, { from = 0, limit = EVENTS_PER_PAGE } = {}) => {
      const count = Math.min(limit, EVENTS_PER_PAGE);
      return (await calls.readStream(stream, from, count)).map(bytesOf);
    },
    feedBytes: async ({ after, limit }) => {
      const records = await calls.readAll(after, Math.min(limit, EVENTS_PER_PAGE));
      return { events: records.map(bytesOf), position: records.at(-1)?.position ?? after };
    },
    end: async () => (await calls.readLast())?.position ?? START,
    news: (after, patience, signal) => news({ calls, bell }, after, patience, signal),
    [Symbol.asyncDispose]: () => calls.client.dispose(),
  };
}

/**
 * A subscription wakes the waiting; looks beside it find out when it is silent though there is something to tell,
 * which is taken for a fault of it.
 */
async function news(
  { calls, bell }: { readonly calls: KurrentCalls; readonly bell: WakeUp },
  after: Position,
  patience: number,
  signal?: AbortSignal,
): Promise<void> {
  const until = performance.now() + patience;
  let pause = LOOK_FIRST;
  for (let rung = true; signal?.aborted !== true;) {
    const ring = bell.next();
    const trusted = bell.isListening();
    const found = await calls.readAll(after, 1).catch(() => []);
    if (found.length > 0) {
      if (trusted && !rung) bell.distrust();
      return;
    }
    const left = until - performance.now();
    if (left <= 0) return;
    // A look that began before the confirmation may have missed what the subscription will not tell.
    const longest = trusted ? LOOK_BESIDE : Math.min((pause *= 2), LOOK_LONGEST);
    rung = await rings(ring, Math.min(left, longest), signal);
  }
}

/** Whether it rang before the time was over. */
async function rings(
  ring: Promise<void>,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const over = new AbortController();
  const signals = [over.signal, ...(signal === undefined ? [] : [signal])];
  const pause = sleep(milliseconds, false, { signal: AbortSignal.any(signals) });
  try {
    return await Promise.race([ring.then(() => true), pause.catch(() => false)]);
  } finally {
    over.abort();
  }
}
