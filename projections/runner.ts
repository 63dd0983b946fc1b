import type { RecordedEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import type { ReadDatabase } from './database.ts';
import { follow } from './follow.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { ReadModel } from './read-model.ts';
import { sharedFeed } from './shared-feed.ts';
import type { OnParked } from './take.ts';

export type Runner = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly models: readonly ReadModel[];
  readonly onParked?: (model: string, ...parked: Parameters<OnParked>) => void;
  /** Hears of a step that failed as a whole; it is tried again after a pause. No model: the runner itself failed. */
  readonly onFault?: (error: unknown, model?: string) => void;
  /** Hears how many events a model has taken in a step. */
  readonly onTaken?: (model: string, events: number) => void;
  /** Hears which they were, and when their step began, in milliseconds since 1970. */
  readonly onProjected?: (model: string, events: readonly RecordedEvent[], began: number) => void;
  /** Hears when it begins to work and when it stands by again. */
  readonly onWorking?: (working: boolean) => void;
};

/**
 * Keeps all read models up to date until aborted. Of several runners on one database one works, the others stand by
 * and take over within seconds. Each model moves in transactions of its own, at its own pace; what several of them
 * take next is read once.
 */
export function runProjections(runner: Runner, signal: AbortSignal): Promise<void> {
  const { database, onFault, onWorking } = runner;
  return oneAtATime(
    {
      ...{ database, name: 'projections', work: (until) => followAll(runner, until) },
      ...(onWorking === undefined ? {} : { onWorking }),
      onFault: (error) => onFault?.(error),
    },
    signal,
  );
}

async function followAll(runner: Runner, signal: AbortSignal): Promise<void> {
  const { database, onParked, onFault, onTaken, onProjected } = runner;
  const log = sharedFeed(runner.log);
  const following = runner.models.map((model) =>
    follow(
      {
        ...{ log, database, model },
        onParked: (...parked) => onParked?.(model.name, ...parked),
        onFault: (error) => onFault?.(error, model.name),
        onTaken: (events) => onTaken?.(model.name, events),
        onProjected: (...projected) => onProjected?.(model.name, ...projected),
      },
      signal,
    ),
  );
  await Promise.all(following);
}
