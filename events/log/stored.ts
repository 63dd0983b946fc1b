import canonicalize from 'canonicalize';
import type { NewEvent, RecordedEvent } from '../envelope.ts';
import { assertPlainJson } from '../plain-json.ts';
import { sameJson } from '../same-json.ts';
import { BYTES_PER_APPEND, EVENTS_PER_APPEND, STREAM_NAME } from './limits.ts';
import { IdReused, LimitExceeded } from './log-faults.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The stored bytes of an event: canonical JSON (RFC 8785) of id, stream, revision, type, version, data and meta.
 * Hashes and proofs are over exactly these; position and the log's own clock stay outside.
 */
export function storedText(stream: string, revision: number, event: NewEvent): string {
  const { id, type, version, data, meta } = event;
  const text = canonicalize({ id, stream, revision, type, version, data, meta });
  if (text === undefined) throw new TypeError(`Event ${id} has no canonical form.`);
  return text;
}

/** The event as it was stored, with what the log knows beside it. */
export function readStored(text: string, position: string, recordedAt: string): RecordedEvent {
  // The log wrote this text itself; the words of each process check what it says.
  const stored = JSON.parse(text) as Omit<RecordedEvent, 'position' | 'recordedAt'>;
  return { ...stored, position, recordedAt };
}

/** Refuses, before anything is written, what no implementation of the log would take. */
export function assertAppendable(stream: string, events: readonly NewEvent[]): void {
  if (!STREAM_NAME.test(stream))
    throw new LimitExceeded(`${stream} is not a stream name: <category>-<institution>.<case>.`);
  if (events.length === 0) throw new LimitExceeded('An append holds at least one event.');
  if (events.length > EVENTS_PER_APPEND)
    throw new LimitExceeded(`An append holds at most ${EVENTS_PER_APPEND} events.`);
  const ids = new Set<string>();
  for (const event of events) {
    if (!UUID.test(event.id)) throw new LimitExceeded(`${event.id} is not a UUID in lower case.`);
    if (ids.has(event.id))
      throw new LimitExceeded(`Event id ${event.id} stands twice in an append.`);
    ids.add(event.id);
    plain(event);
  }
}

/** The texts of an append, from the stream's next revision on. */
export function storedTexts(
  stream: string,
  from: number,
  events: readonly NewEvent[],
): readonly string[] {
  const texts = events.map((event, index) => storedText(stream, from + index, event));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > BYTES_PER_APPEND)
    throw new LimitExceeded(`An append holds at most ${BYTES_PER_APPEND} bytes, not ${bytes}.`);
  return texts;
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
  return proposed.map((event) => {
    const known = byId.get(event.id);
    if (known === undefined || !sameContent(known, event)) throw new IdReused(stream, event.id);
    return known;
  });
}

function sameContent(recorded: RecordedEvent, proposed: NewEvent): boolean {
  return sameJson(timeless(recorded), timeless(proposed));
}

function timeless({ type, version, data, meta }: NewEvent): unknown {
  const { occurredAt: _occurredAt, decidedAt: _decidedAt, trace: _trace, ...rest } = meta;
  return { type, version, data, meta: rest };
}

function plain({ id, type, version, data, meta }: NewEvent): void {
  try {
    assertPlainJson({ type, version, data, meta });
  } catch (error) {
    throw new LimitExceeded(`Event ${id} cannot be stored: ${(error as Error).message}`);
  }
}
