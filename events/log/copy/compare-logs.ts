import { createHash } from 'node:crypto';
import { EVENTS_PER_PAGE } from '../limits.ts';
import type { StoredEvent, StoredLog } from './log-ends.ts';

/** Differences that are told one by one. */
const EXAMPLES = 10;

export type Counted = {
  readonly events: number;
  readonly streams: number;
  /** SHA-256 over the SHA-256 of every event's stored bytes, in the order of the feed. */
  readonly sha256: string;
};

export type Compared = {
  readonly equal: boolean;
  readonly source: Counted;
  readonly target: Counted;
  /** How many places differ, and the first of them in words. */
  readonly differences: number;
  readonly examples: readonly string[];
};

/** Reads both logs to their ends and compares them event by event: place, id and the hash of the stored bytes. */
export async function compareLogs(
  source: StoredLog,
  target: StoredLog,
  onProgress?: (events: number) => void,
): Promise<Compared> {
  const sides = [side(source), side(target)] as const;
  const examples: string[] = [];
  let differences = 0;
  for (let place = 0; ; place += 1) {
    const [mine, copy] = await Promise.all([sides[0].next(), sides[1].next()]);
    if (mine === undefined && copy === undefined) break;
    const difference = differenceOf(mine, copy);
    if (difference !== undefined) {
      differences += 1;
      if (examples.length < EXAMPLES) examples.push(difference);
    }
    if (place % EVENTS_PER_PAGE === EVENTS_PER_PAGE - 1) onProgress?.(place + 1);
  }
  return {
    equal: differences === 0,
    ...{ source: sides[0].counted(), target: sides[1].counted(), differences, examples },
  };
}

type Hashed = StoredEvent & { readonly sha256: string };

/** One log, event by event, counted and hashed as it passes. */
function side(log: StoredLog) {
  const whole = createHash('sha256');
  let [events, streams] = [0, 0];
  let page: readonly StoredEvent[] = [];
  let index = 0;
  let after = log.start;
  const next = async (): Promise<Hashed | undefined> => {
    if (index === page.length) {
      page = await log.after(after, EVENTS_PER_PAGE);
      index = 0;
    }
    const event = page[index];
    if (event === undefined) return undefined;
    index += 1;
    after = event.position;
    events += 1;
    if (event.revision === 0) streams += 1;
    const sha256 = createHash('sha256').update(event.text).digest('hex');
    whole.update(sha256);
    return { ...event, sha256 };
  };
  return { next, counted: () => ({ events, streams, sha256: whole.copy().digest('hex') }) };
}

function differenceOf(mine: Hashed | undefined, copy: Hashed | undefined): string | undefined {
  if (mine === undefined) return `${placeOf(copy)} stands only in the copy.`;
  if (copy === undefined) return `${placeOf(mine)} is missing in the copy.`;
  if (placeOf(mine) !== placeOf(copy))
    return `${placeOf(mine)} is expected where the copy has ${placeOf(copy)}.`;
  if (mine.id !== copy.id) return `${placeOf(mine)} has id ${copy.id} in the copy, not ${mine.id}.`;
  if (mine.sha256 !== copy.sha256)
    return `${placeOf(mine)} has other bytes in the copy: SHA-256 ${copy.sha256}, not ${mine.sha256}.`;
  return undefined;
}

function placeOf(event: StoredEvent | undefined): string {
  return event === undefined ? 'Nothing' : `Event ${event.revision} of ${event.stream}`;
}
