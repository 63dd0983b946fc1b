import type { EventLog } from '../events/log/event-log.ts';
import { LogUnavailable } from '../events/log/log-faults.ts';

/** A log that cannot be reached while `isAway` says so. */
export function awayWhile(log: EventLog, isAway: () => boolean): EventLog {
  const reached = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (isAway()) throw new LogUnavailable('The log is away.');
    return work();
  };
  return {
    ...log,
    read: (...args) => reached(() => log.read(...args)),
    append: (...args) => reached(() => log.append(...args)),
  };
}
