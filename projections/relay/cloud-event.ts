import type { Json, JsonObject, RecordedEvent } from '../../events/envelope.ts';
import { partsOf } from '../../keys/case-number.ts';
import type { Outgoing } from '../broker/broker.ts';

/**
 * An event as others may know it: a CloudEvent 1.0 in JSON, structured mode, so that a message is whole without its
 * headers. `data` is the event's own, without what is personal: of a sealed value only its commitment leaves, which
 * says that there is a value, and is equal where the values are equal within a case. Who acted and whoever else of the
 * staff is named, the command and the grounds stay in the house.
 */
export type CloudEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** The event's revision in its case, from 0, in ten digits: extension "sequence", which compares as text. */
  readonly sequence: string;
  /** Extension "recordedtime" of CloudEvents: when the log took it. */
  readonly recordedtime: string;
  readonly partitionkey: string;
  /** Extension "distributed tracing". */
  readonly traceparent?: string;
  readonly data: Json;
};

const MEDIA_TYPE = 'application/cloudevents+json; charset=UTF-8';
const DIGITS = 10;

/** `data` may leave, as `leaving` makes it. Throws a RangeError on what is not a stream's name. */
export function cloudEventOf(event: RecordedEvent, version: number, data: JsonObject): CloudEvent {
  const { id, stream, revision, type, meta, recordedAt } = event;
  const parts = partsOf(stream);
  if (parts === undefined) throw new RangeError(`${stream} is not the name of a stream.`);
  const { category, institution, caseNumber } = parts;
  return {
    specversion: '1.0',
    id,
    source: `urn:redress:${institution}`,
    type: `redress.${category}.${type}.v${version}`,
    subject: caseNumber,
    time: meta.occurredAt,
    datacontenttype: 'application/json',
    dataschema: `urn:redress:schema:${category}:${type}:${version}`,
    sequence: String(revision).padStart(DIGITS, '0'),
    recordedtime: recordedAt,
    partitionkey: stream,
    ...(meta.trace === undefined ? {} : { traceparent: meta.trace }),
    data,
  };
}

export function messageOf(topic: string, event: CloudEvent): Outgoing {
  const headers = { 'content-type': MEDIA_TYPE };
  return { topic, key: event.partitionkey, value: JSON.stringify(event), headers };
}

/** What of an event's data may leave: not the fields that stay in the house, and of what is sealed the commitment. */
export function leaving(data: JsonObject, withheld: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => !withheld.includes(name))
      .map(([name, value]) => [name, value && withoutBoxes(value)]),
  );
}

/** Every box becomes its commitment, wherever it stands; a box is known by its sealed text. */
function withoutBoxes(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withoutBoxes(item));
  const fields = value as JsonObject;
  if ('sealed' in fields) return { commitment: fields['commitment'] ?? null };
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => [name, inner && withoutBoxes(inner)]),
  );
}
