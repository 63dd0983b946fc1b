import type { Position } from '../events/envelope.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import type { Follower } from './follow.ts';
import type { ReadTransaction } from './read-model.ts';
import { deleteRows } from './rows.ts';
import { attempt, takeSingly } from './take.ts';

export type WriterParts = Pick<Follower, 'log' | 'model' | 'onParked'>;

export type Writer = {
  /** Begins to write a batch as soon as the one before is written. */
  readonly start: (
    transaction: ReadTransaction,
    states: ReadonlyMap<string, unknown>,
    until: Position,
  ) => Promise<void>;
  /** Waits until all is written; throws what went wrong. */
  readonly done: () => Promise<void>;
};

/** `onRefused` hears of a batch with values that the database refuses, and of its streams that were parked. */
export function batchWriter(
  parts: WriterParts,
  onRefused: (streams: Iterable<string>, parked: readonly string[]) => void,
): Writer {
  let writing: Promise<void> = Promise.resolve();
  const write: Writer['start'] = async (transaction, states, until) => {
    const refused = await attempt(transaction, () => parts.model.save(transaction, states));
    if (refused === undefined) return;
    const streams = [...states.keys()];
    onRefused(streams, await takeAgain(transaction, parts, streams, until));
  };
  return {
    start: async (transaction, states, until) => {
      await writing;
      writing = write(transaction, states, until);
      writing.catch(() => undefined);
    },
    done: () => writing,
  };
}

/**
 * Values that the database refuses: each stream of the batch again from its first event, one event at a time. Answers
 * the streams that were parked.
 */
async function takeAgain(
  transaction: ReadTransaction,
  { log, model, onParked }: WriterParts,
  streams: readonly string[],
  until: Position,
): Promise<readonly string[]> {
  const parked: string[] = [];
  for (const stream of streams) {
    for (const table of model.tables) await deleteRows(transaction, table, [stream]);
    for (let from = 0; ;) {
      const page = await log.read(stream, { from, limit: EVENTS_PER_PAGE });
      const passed = page.filter((event) => log.compare(event.position, until) <= 0);
      const whole = await takeSingly(transaction, model, passed, onParked);
      if (!whole) parked.push(stream);
      from += page.length;
      if (!whole || passed.length < EVENTS_PER_PAGE) break;
    }
  }
  return parked;
}
