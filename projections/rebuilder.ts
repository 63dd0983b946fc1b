import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '../events/log/event-log.ts';
import type { ReadDatabase } from './database.ts';
import type { ReadModel } from './read-model.ts';
import { rebuild } from './rebuild.ts';
import type { Progress } from './rebuild.ts';
import { finishRequest, takeRequest, tellProgress } from './rebuild-requests.ts';
import type { Finished } from './rebuild-requests.ts';
import type { OnParked } from './take.ts';

export type Rebuilder = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly models: ReadonlyMap<string, ReadModel>;
  readonly onParked?: (model: string, ...parked: Parameters<OnParked>) => void;
  /** Hears of a rebuild that failed, and of a look for requests that did. */
  readonly onFault?: (error: unknown) => void;
};

/** Pause between looks for requests, and between signs of life, in milliseconds. */
const PAUSE = 1_000;
const SIGN_OF_LIFE = 5_000;

/** Does the rebuilds that were asked for, one after another, until aborted. */
export async function rebuildOnRequest(parts: Rebuilder, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await rebuildNext(parts)) continue;
    } catch (error) {
      parts.onFault?.(error);
    }
    await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

/** Does the oldest rebuild that was asked for; answers whether there was one. */
export async function rebuildNext(parts: Rebuilder): Promise<boolean> {
  const { database, models } = parts;
  const name = await takeRequest(database);
  if (name === undefined) return false;
  const model = models.get(name);
  if (model === undefined) {
    const failure = `This release has no read model ${name}.`;
    await finishRequest(database, name, { ...NOTHING, failure });
    return true;
  }
  const tell = (progress?: Progress): void =>
    void tellProgress(database, name, progress).catch((error: unknown) => parts.onFault?.(error));
  const alive = setInterval(tell, SIGN_OF_LIFE);
  try {
    await finishRequest(database, name, await rebuilt(parts, model, tell));
  } finally {
    clearInterval(alive);
  }
  return true;
}

const NOTHING = { events: 0, eventsPerSecond: 0, parked: 0 };

/** The outcome of a rebuild; one that failed left the old rows as they were. */
async function rebuilt(
  { log, database, onParked, onFault }: Rebuilder,
  model: ReadModel,
  onProgress: (progress: Progress) => void,
): Promise<Finished> {
  try {
    return await rebuild({
      ...{ log, database, model, onProgress },
      onParked: (...one) => onParked?.(model.name, ...one),
    });
  } catch (error) {
    onFault?.(error);
    return { ...NOTHING, failure: error instanceof Error ? error.message : String(error) };
  }
}
