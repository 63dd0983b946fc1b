import { z } from 'zod';
import type { Json, JsonObject, RecordedEvent } from '../../events/envelope.ts';
import { box } from '../../events/personal.ts';
import { instant } from '../../events/words.ts';
import { partsOf } from '../../keys/case-number.ts';
import type { Outgoing } from '../broker/broker.ts';

/**
 * An event as others may know it: a CloudEvent 1.0 in JSON, structured mode, so that a message is whole without its
 * headers. `data` is the event's own, without what is personal: of a sealed value only its commitment leaves, which
 * says that there is a value, and is equal where the values are equal within a case. Who acted and whoever else of the
 * staff is named, the command and the grounds stay in the house. Its schema is published.
 */
export const cloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string().describe('Of the event; a message that comes again has the same.'),
    source: z.string().regex(/^urn:redress:/),
    type: z.string().regex(/^redress\.[a-z]+\.\w+\.v\d+$/),
    subject: z.string().describe('The case number.'),
    time: instant.describe('When it was so in the world.'),
    datacontenttype: z.literal('application/json'),
    dataschema: z.string().describe('The `$id` of the published schema of `data`.'),
    sequence: z
      .string()
      .regex(/^\d{10}$/)
      .describe(
        'The event’s revision in its case, from 0: extension "sequence", compares as text.',
      ),
    recordedtime: instant.describe('When the log took it: extension "recordedtime".'),
    partitionkey: z.string().describe('The stream of the case, and the key of the message.'),
    traceparent: z.string().optional().describe('Extension "distributed tracing".'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ description: 'An event as it is relayed. 转发的事件。' });
export type CloudEvent = Readonly<z.infer<typeof cloudEvent>>;

/** What leaves of a sealed value; its schema is published as this one. */
export const leftOfBox = box.pick({ commitment: true });

/** The name of the schema of what leaves of an event, which is not the schema of what is recorded. */
export function dataschemaOf(category: string, type: string, version: number): string {
  return `urn:redress:schema:relayed:${category}:${type}:${version}`;
}

const MEDIA_TYPE = 'application/cloudevents+json; charset=UTF-8';
const DIGITS = 10;
const LEFT_OF_BOX = Object.keys(leftOfBox.shape);

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
    dataschema: dataschemaOf(category, type, version),
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
  if ('sealed' in fields)
    return Object.fromEntries(LEFT_OF_BOX.map((name) => [name, fields[name] ?? null]));
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => [name, inner && withoutBoxes(inner)]),
  );
}
