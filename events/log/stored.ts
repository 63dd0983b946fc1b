import type { NewEvent, RecordedEvent } from '../envelope.ts';
import { sameJson } from '../same-json.ts';
import { canonical } from './canonical.ts';
import { BYTES_PER_APPEND, EVENTS_PER_APPEND, STREAM_NAME } from './limits.ts';
import { IdReused, LimitExceeded } from './log-faults.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An event with its place in its stream, but none yet in the log. */
export type Stored = {
  /**
   * The stored bytes: canonical JSON (RFC 8785) of id, stream, revision, type, version, data and meta. Hashes and
   * proofs are over exactly these; position and the log's own clock stay outside.
   */
  readonly text: string;
  /** What the text says. */
  readonly event: Omit<RecordedEvent, 'position' | 'recordedAt'>;
};

/**
 * What is stored for an append, once its first revision is known. Throws `LimitExceeded` for what no implementation
 * of the log would take.
 */
export function storable(
  stream: string,
  events: readonly NewEvent[],
): (from: number) => readonly Stored[] {
  assertAppendable(stream, events);
  return (from) => {
    const stored = events.map((event, index) => placed(event, stream, from + index));
    const bytes = stored.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    if (bytes > BYTES_PER_APPEND)
      throw new LimitExceeded(`An append holds at most ${BYTES_PER_APPEND} bytes, not ${bytes}.`);
    return stored;
  };
}

/** The event as it was stored, with what the log knows beside it. */
export function readStored(text: string, position: string, recordedAt: string): RecordedEvent {
  // The log wrote this text itself; the words of each process check what it says.
  const stored = JSON.parse(text) as Omit<RecordedEvent, 'position' | 'recordedAt'>;
  return { ...stored, position, recordedAt };
}

function assertAppendable(stream: string, events: readonly NewEvent[]): void {
  if (!STREAM_NAME.test(stream))
    throw new LimitExceeded(`${stream} is not a stream name: <category>-<institution>.<case>.`);
  if (events.length === 0) throw new LimitExceeded('An append holds at least one event.');
  if (events.length > EVENTS_PER_APPEND)
    throw new LimitExceeded(`An append holds at most ${EVENTS_PER_APPEND} events.`);
  const ids = new Set<string>();
  for (const { id } of events) {
    if (!UUID.test(id)) throw new LimitExceeded(`${id} is not a UUID in lower case.`);
    if (ids.has(id)) throw new LimitExceeded(`Event id ${id} stands twice in an append.`);
    ids.add(id);
  }
}

function placed(event: NewEvent, stream: string, revision: number): Stored {
  const { id, type, version, data, meta } = event;
  try {
    const { text, copy } = canonical({ data, id, meta, revision, stream, type, version });
    // A copy of an event is one.
    return { text, event: copy as Stored['event'] };
  } catch (error) {
    throw new LimitExceeded(`Event ${id} cannot be stored: ${(error as Error).message}`);
  }
}

/**
 * The recorded events when every proposed id stands in the stream with the same content, up to revision and
 * instants; `undefined` when none does. Throws `IdReused` for anything in between.
 */
export function repeatOf(
  stream: string,
  proposed: readonly NewEvent[],
  recorded: readonly RecordedEvent[],
): readonly RecordedEvent[] | undefined {
  if (recorded.length === 0) return undefined;
  const byId = new Map(recorded.map((event) => [event.id, event]));
  const same = proposed.flatMap((event) => {
    const known = byId.get(event.id);
    if (known !== undefined && !sameContent(known, event)) throw new IdReused(stream, event.id);
    return known ?? [];
  });
  const [first] = same;
  if (first !== undefined && same.length < proposed.length) throw new IdReused(stream, first.id);
  return same;
}

function sameContent(recorded: RecordedEvent, proposed: NewEvent): boolean {
  return sameJson(timeless(recorded), timeless(proposed));
}

function timeless({ type, version, data, meta }: NewEvent): unknown {
  const { occurredAt: _occurredAt, decidedAt: _decidedAt, trace: _trace, ...rest } = meta;
  return { type, version, data, meta: rest };
}
