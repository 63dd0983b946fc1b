import type { EventLog } from '../events/log/event-log.ts';
import { LogUnavailable } from '../events/log/log-faults.ts';
import type { Fault } from './story.ts';

/** A log that fails when it is told to: each call meets the next fault of the list, as long as there is one. */
export type FaultyLog = EventLog & {
  /** Lays these faults in the way, and takes away those that nobody met. */
  readonly lay: (faults: readonly Fault[]) => void;
  /** How many were met so far. */
  readonly met: () => number;
};

/** Turns of the event loop's queue that a slow append waits: more than a whole visit takes at a quick log. */
const SLOW = 40;

export function faultyLog(log: EventLog): FaultyLog {
  let waiting: Fault[] = [];
  let met = 0;
  const meets = (...kinds: readonly Fault[]): Fault | undefined => {
    const [first] = waiting;
    if (first === undefined || !kinds.includes(first)) return undefined;
    met += 1;
    waiting = waiting.slice(1);
    return first;
  };
  return {
    ...log,
    lay: (faults) => (waiting = [...faults]),
    met: () => met,
    read: async (stream, range) => {
      if (meets('unreadable') !== undefined) throw new LogUnavailable('The log could not be read.');
      return log.read(stream, range);
    },
    append: async (stream, events, expected) => {
      const fault = meets('lost', 'lost-after', 'slow');
      if (fault === 'lost') throw new LogUnavailable('The append was lost.');
      if (fault === 'slow') for (let turn = 0; turn < SLOW; turn++) await Promise.resolve();
      const append = await log.append(stream, events, expected);
      if (fault === 'lost-after') throw new LogUnavailable('The answer of the append was lost.');
      return append;
    },
  };
}
