import { z } from 'zod';
import { answer } from '../../../api/intake/answers.ts';
import { deadLetter } from '../../../api/intake/dead-letters.ts';
import { giveHeaders, request } from '../../../api/intake/take-message.ts';
import * as requests from '../../../api/requests.ts';
import { complaintEvents } from '../../../events/complaint/complaint-events.ts';
import type { JsonObject } from '../../../events/envelope.ts';
import { box } from '../../../events/personal.ts';
import { staffFields } from '../../../events/words.ts';
import {
  cloudEvent,
  dataschemaOf,
  leaving,
  leftOfBox,
} from '../../../projections/relay/cloud-event.ts';
import { WITHHELD, complaintTopics } from '../../../projections/relay/mapping.ts';
import type { Catalogue, Entry } from '../../events/contract/catalogue.ts';
import type { DataSchema } from '../../events/contract/data-schema.ts';
import { exampleOf } from '../../events/contract/example-of.ts';

/** What leaves of the events of a complaint: each version's schema and example, with the older ones as published. */
export function relayedCatalogue(published: Catalogue): Catalogue {
  const leave = Object.entries(complaintEvents).filter(
    ([type]) => complaintTopics[type as keyof typeof complaintTopics] !== null,
  );
  return Object.fromEntries(
    leave
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([type, { version, schema }]) => {
        const older = Object.entries(published[type] ?? {}).filter(
          ([number]) => Number(number) < version,
        );
        return [type, { ...Object.fromEntries(older), [version]: entryOf(type, version, schema) }];
      }),
  );
}

function entryOf(type: string, version: number, event: z.ZodObject): Entry {
  const example = leaving(recordedExample(event), WITHHELD[type] ?? []);
  const schema = { $id: dataschemaOf('complaint', type, version), ...leavingSchema(type, event) };
  return { schema, example };
}

/** An event's data with every field, as it is recorded. */
export function recordedExample(event: z.ZodObject): JsonObject {
  return exampleOf(z.toJSONSchema(event, { io: 'input' }) as DataSchema) as JsonObject;
}

/** The schema of what `leaving` leaves: without the fields that stay, and with commitments for boxes. */
function leavingSchema(type: string, { shape }: z.ZodObject): DataSchema {
  const fields = Object.entries(shape).filter(([name]) => WITHHELD[type]?.includes(name) !== true);
  return schemaOf(z.strictObject(Object.fromEntries(fields)), ({ zodSchema, jsonSchema }) => {
    if (zodSchema instanceof z.ZodType && staffFields.has(zodSchema))
      throw new Error(`${type} names somebody of the staff where nothing leaves it out.`);
    if (zodSchema !== box) return;
    for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
    Object.assign(jsonSchema, schemaOf(leftOfBox));
  });
}

type Override = NonNullable<z.core.ToJSONSchemaParams['override']>;

function schemaOf(zodSchema: z.ZodType, override: Override = () => undefined): DataSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(zodSchema, { io: 'input', override });
  return schema as DataSchema;
}

type Kind = z.infer<typeof request>['request'];

/** Every other message: around what the relay sends, what the intake takes and answers, and what it lays aside. */
export function messageSchemas(): { readonly [name: string]: unknown } {
  const asked = (kind: Kind, headers: z.ZodObject, body: z.ZodType) => ({
    headers: schemaOf(headers.extend({ request: request.shape.request.extract([kind]) })),
    value: schemaOf(body),
  });
  return {
    relayed: { value: schemaOf(cloudEvent) },
    'submit-complaint': asked('submit-complaint', requests.submitHeaders, requests.submission),
    'give-commands': asked('give-commands', giveHeaders, requests.commands),
    answer: { value: schemaOf(answer) },
    'dead-letter': { value: schemaOf(deadLetter) },
  };
}
