import { CopyRefused } from '../copy/log-ends.ts';
import type { CopyTarget } from '../copy/log-ends.ts';
import { kurrentCalls } from './kurrent-calls.ts';
import { START } from './kurrent-position.ts';

/** What copied events have in place of the call that wrote them. */
const ATTEMPT = 'copied';

/**
 * A log on KurrentDB to be filled with another log's bytes. The instant at which that log recorded an event goes
 * beside it, and is read in place of the server's own.
 */
export function kurrentTarget(url: string, answer?: number): CopyTarget & AsyncDisposable {
  const calls = kurrentCalls(url, answer);
  return {
    start: START,
    after: calls.readAll,
    last: calls.readLast,
    write: async (stream, events) => {
      const [first] = events;
      if (first === undefined) return;
      const proposed = events.map(({ id, type, text, recordedAt }) => ({
        ...{ id, type, text, recordedAt },
        attempt: ATTEMPT,
      }));
      if ((await calls.write(stream, proposed, first.revision - 1)) === undefined) return;
      // Perhaps an earlier try was written after all.
      const there = await calls.readStream(stream, first.revision, events.length);
      if (events.every(({ text }, index) => there[index]?.text === text)) return;
      throw new CopyRefused(
        `${stream} does not end before event ${first.revision} in the target: somebody else writes there.`,
      );
    },
    [Symbol.asyncDispose]: () => calls.client.dispose(),
  };
}
