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
 * What is stored for an append, once its first revision is known. Everything is checked before: throws
 * `LimitExceeded` for what no implementation of the log would take.
 */
export function storable(
  stream: string,
  events: readonly NewEvent[],
): (from: number) => readonly Stored[] {
  assertAppendable(stream, events);
  const unplaced = events.map((event) => withoutRevision(stream, event));
  const bytes = unplaced.reduce((sum, { before, after }) => sum + byteLength(before, after), 0);
  if (bytes > BYTES_PER_APPEND)
    throw new LimitExceeded(`An append holds at most ${BYTES_PER_APPEND} bytes, not ${bytes}.`);
  return (from) =>
    unplaced.map(({ before, after, event }, index) => {
      const revision = from + index;
      return { text: `${before}${revision}${after}`, event: { ...event, stream, revision } };
    });
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

/** A copy of the event, and its canonical text before and after its revision. */
function withoutRevision(stream: string, { id, type, version, data, meta }: NewEvent) {
  try {
    const [dataOf, metaOf] = [canonical(data, '$.data'), canonical(meta, '$.meta')];
    const [typeText, versionText] = [canonical(type, '$.type'), canonical(version, '$.version')];
    // Ids and streams need no escapes: their patterns allow for none.
    return {
      before: `{"data":${dataOf.text},"id":"${id}","meta":${metaOf.text},"revision":`,
      after: `,"stream":"${stream}","type":${typeText.text},"version":${versionText.text}}`,
      // A copy of data is data, of meta meta.
      event: { id, type, version, data: dataOf.copy, meta: metaOf.copy } as NewEvent,
    };
  } catch (error) {
    throw new LimitExceeded(`Event ${id} cannot be stored: ${(error as Error).message}`);
  }
}

function byteLength(...texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
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
