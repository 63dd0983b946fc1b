import { sql } from 'kysely';
import type { RecordedEvent } from '../events/envelope.ts';
import { park, parkedAmong } from './parked.ts';
import type { Parked } from './parked.ts';
import type { ReadModel, ReadTransaction } from './read-model.ts';

/** Hears of a stream that was parked. */
export type OnParked = (stream: string, revision: number, reason: string) => void;

type Streams = ReadonlyMap<string, readonly RecordedEvent[]>;

/**
 * Takes one page of the feed: the streams are folded in memory and saved together. A stream with an event the model
 * cannot take is parked from that event on; what came before it is kept, and all others go on.
 */
export async function takePage(
  transaction: ReadTransaction,
  model: ReadModel,
  events: readonly RecordedEvent[],
  onParked: OnParked | undefined,
): Promise<void> {
  const streams = await takenStreams(transaction, model, events);
  if (streams.size === 0) return;
  const before = await statesBefore(transaction, model, streams);
  const { states, parked } = foldStreams(model, before, streams);
  const refused = await attempt(transaction, () => model.save(transaction, states));
  if (refused === undefined) {
    await park(transaction, model.name, parked);
    for (const { stream, revision, reason } of parked) onParked?.(stream, revision, reason);
    return;
  }
  for (const ofStream of streams.values()) await takeSingly(transaction, model, ofStream, onParked);
}

/**
 * One event of a stream at a time, to find the first that cannot be taken; the stream is parked there. Answers
 * whether all were taken.
 */
export async function takeSingly(
  transaction: ReadTransaction,
  model: ReadModel,
  events: readonly RecordedEvent[],
  onParked: OnParked | undefined,
): Promise<boolean> {
  for (const event of events) {
    const { stream, revision } = event;
    const streams = new Map([[stream, [event]]]);
    const before = await statesBefore(transaction, model, streams);
    const { states, parked } = foldStreams(model, before, streams);
    const refused =
      parked[0]?.reason ?? (await attempt(transaction, () => model.save(transaction, states)));
    if (refused === undefined) continue;
    const reason = parked[0]?.reason ?? `${event.type}: ${refused}`;
    await park(transaction, model.name, [{ stream, revision, reason }]);
    onParked?.(stream, revision, reason);
    return false;
  }
  return true;
}

/** What changed in memory, and where a stream could not be taken further. Nothing is written. */
export function foldStreams(
  model: ReadModel,
  before: ReadonlyMap<string, unknown>,
  streams: Streams,
): { readonly states: ReadonlyMap<string, unknown>; readonly parked: readonly Parked[] } {
  const states = new Map<string, unknown>();
  const parked: Parked[] = [];
  for (const [stream, events] of streams) {
    const known = before.get(stream);
    let state = known;
    for (const event of events) {
      try {
        state = model.evolve(state, event);
      } catch (error) {
        const reason = `${event.type}: ${error instanceof Error ? error.message : String(error)}`;
        parked.push({ stream, revision: event.revision, reason });
        break;
      }
    }
    if (state !== known) states.set(stream, state);
  }
  return { states, parked };
}

/** Events by stream: of streams that are the model's business and not parked. */
async function takenStreams(
  transaction: ReadTransaction,
  model: ReadModel,
  events: readonly RecordedEvent[],
): Promise<Streams> {
  const streams = Map.groupBy(events, (event) => event.stream);
  for (const stream of streams.keys())
    if (model.initial(stream) === undefined) streams.delete(stream);
  if (streams.size === 0) return streams;
  const parked = await parkedAmong(transaction, model.name, [...streams.keys()]);
  for (const stream of parked) streams.delete(stream);
  return streams;
}

/** A stream that begins in this page has nothing to be loaded. */
async function statesBefore(
  transaction: ReadTransaction,
  model: ReadModel,
  streams: Streams,
): Promise<ReadonlyMap<string, unknown>> {
  const begun = [...streams].filter(([, events]) => events[0]?.revision !== 0);
  const loaded =
    begun.length === 0
      ? new Map<string, unknown>()
      : await model.load(
          transaction,
          begun.map(([stream]) => stream),
        );
  return new Map(
    [...streams.keys()].map((stream) => [stream, loaded.get(stream) ?? model.initial(stream)]),
  );
}

/** Classes of SQLSTATE that say that the values are at fault: data exception, integrity. */
const OF_THE_VALUES = /^(22|23|54)/;

/**
 * Within a savepoint, so that a failed attempt leaves the transaction usable; answers why it was refused. What the
 * database says is not the values' fault – a deadlock, a shutdown – is thrown, for then nothing should be parked.
 */
export async function attempt(
  transaction: ReadTransaction,
  work: () => Promise<void>,
): Promise<string | undefined> {
  await sql`savepoint attempt`.execute(transaction);
  try {
    await work();
    await sql`release savepoint attempt`.execute(transaction);
    return undefined;
  } catch (error) {
    if (isPassing(error)) throw error;
    await sql`rollback to savepoint attempt`.execute(transaction);
    return error instanceof Error ? error.message : String(error);
  }
}

function isPassing(error: unknown): boolean {
  const hasCode = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return hasCode && !OF_THE_VALUES.test(String(error.code));
}
