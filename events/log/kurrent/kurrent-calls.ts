import { KurrentDBClient, streamNameFilter } from '@kurrent/kurrentdb-client';
import { STREAM_NAME } from '../limits.ts';
import { LogUnavailable } from '../log-faults.ts';
import { actualRevision, isStreamNotFound, logFault } from './kurrent-faults.ts';
import { START, commitOf } from './kurrent-position.ts';
import { proposalOf, recordOf } from './kurrent-record.ts';
import type { ClientEvent, KurrentRecord, ProposedRecord } from './kurrent-record.ts';

/** How long the server may take to answer one call, in milliseconds. */
export const ANSWER = 10_000;

/** Only streams of this product: neither the server's own nor what other products keep beside it. */
export const OURS = streamNameFilter({ regex: STREAM_NAME.source });

/** Everything this product asks of the server, with its faults converted and its silences ended. */
export type KurrentCalls = {
  readonly client: KurrentDBClient;
  /** Calls back when all calls held open, subscriptions among them, were ended to open others. */
  readonly onRecycled: (listener: () => void) => void;
  /** At most `count` events of a stream; none when there is no such stream. */
  readonly readStream: (
    stream: string,
    from: number,
    count: number,
  ) => Promise<readonly KurrentRecord[]>;
  /** At most `count` events of all streams after a position. */
  readonly readAll: (after: string, count: number) => Promise<readonly KurrentRecord[]>;
  /** The last event of all streams. */
  readonly readLast: () => Promise<KurrentRecord | undefined>;
  /** Writes after revision `last`, -1 for none; answers where the stream really ends when that is elsewhere. */
  readonly write: (
    stream: string,
    events: readonly ProposedRecord[],
    last: number,
  ) => Promise<number | undefined>;
};

export function kurrentCalls(url: string, answer = ANSWER): KurrentCalls {
  const client = KurrentDBClient.connectionString(url);
  const listeners: (() => void)[] = [];
  const calling = { deadline: answer, requiresLeader: true };

  const write: KurrentCalls['write'] = async (stream, events, last) => {
    const writing = client.appendToStream(stream, events.map(proposalOf), {
      ...calling,
      streamState: last < 0 ? 'no_stream' : BigInt(last),
    });
    try {
      await within(answer, writing);
      return undefined;
    } catch (error) {
      const actual = actualRevision(error);
      if (actual !== undefined) return actual;
      // Appends share one call, and one that lost an answer may lose them all: the next append opens another.
      if (error instanceof LogUnavailable) {
        await client.dispose();
        for (const listener of listeners) listener();
      }
      throw logFault(error);
    }
  };

  return {
    client,
    write,
    onRecycled: (listener) => listeners.push(listener),
    readStream: (stream, from, count) =>
      within(
        answer,
        collected(
          client.readStream(stream, {
            ...{ fromRevision: BigInt(from), maxCount: count, requiresLeader: true },
          }),
        ),
      ),
    // The position asked for is read once more, as the first of its page.
    readAll: async (after, count) => {
      const commit = commitOf(after);
      const reading = client.readAll({
        fromPosition: after === START ? 'start' : { commit, prepare: commit },
        ...{ maxCount: count + 1, filter: OURS },
      });
      const records = await within(answer, collected(reading));
      return records.filter(({ position }) => position !== after).slice(0, count);
    },
    readLast: async () => {
      const options = { direction: 'backwards', fromPosition: 'end', maxCount: 1 } as const;
      const reading = client.readAll({ ...options, filter: OURS, requiresLeader: true });
      return (await within(answer, collected(reading)))[0];
    },
  };
}

async function collected(
  reading: AsyncIterable<{ readonly event?: unknown }>,
): Promise<readonly KurrentRecord[]> {
  const records: KurrentRecord[] = [];
  try {
    for await (const { event } of reading)
      if (event !== undefined) records.push(recordOf(event as ClientEvent));
  } catch (error) {
    if (isStreamNotFound(error)) return [];
    throw logFault(error);
  }
  return records;
}

/** The client sets no limit to reads, nor to appends in batches, whose call it holds open for ever. */
async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new LogUnavailable(
            `The event log cannot be reached: no answer from KurrentDB in ${milliseconds} ms.`,
          ),
        ),
      milliseconds,
    );
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
