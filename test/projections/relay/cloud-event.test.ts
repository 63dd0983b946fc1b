import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { complaintEvents } from '../../../events/complaint/complaint-events.ts';
import type { JsonObject, RecordedEvent } from '../../../events/envelope.ts';
import type { CloudEvent } from '../../../projections/relay/cloud-event.ts';
import { outgoingOf } from '../../../projections/relay/outgoing.ts';
import { kinds } from '../../../workers/house.ts';
import { brokenPromises, publishedEver, publishedHere } from '../../events/contract/catalogue.ts';
import { event } from '../../events/log/events.ts';
import { messageSchemas, recordedExample, relayedCatalogue } from './published.ts';

/** These tests write the contract of the messages: `npx vitest run test/projections/relay/cloud-event.test.ts -u`. */
const FOLDER = 'docs/reference/topics';
const FILE = `${FOLDER}/complaint.json`;
const HERE = join(import.meta.dirname, '..', '..', '..');
const read = new Map([...kinds].map(([category, { words }]) => [category, words.read]));

const catalogue = relayedCatalogue(publishedHere(FILE));
const json = (value: unknown): Promise<string> =>
  format(JSON.stringify(value), { printWidth: 100, singleQuote: true, parser: 'json' });

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
for (const { schema } of Object.values(catalogue).flatMap(Object.values<{ schema: object }>))
  ajv.addSchema(schema);

/** Faults by the schema of this name; it must be published. */
function faultsBy(dataschema: string, data: unknown): readonly string[] {
  const valid = ajv.getSchema(dataschema);
  expect(valid, dataschema).toBeDefined();
  return valid?.(data) === true ? [] : (valid?.errors ?? []).map((error) => error.instancePath);
}

/** The event as the relay sends it. */
function sent(type: string, version: number, data: JsonObject): CloudEvent {
  const recorded = {
    ...event({}, randomUUID()),
    ...{ type, version, data, stream: 'complaint-bank.00000000000A', revision: 3 },
    recordedAt: '2026-03-02T08:00:00.000Z',
  } as RecordedEvent;
  const message = outgoingOf(read, 'redress.', recorded);
  return JSON.parse(message?.value ?? 'null') as CloudEvent;
}

describe('the contract of the messages', () => {
  test('is published as it is', async () => {
    await expect(await json(catalogue)).toMatchFileSnapshot(join(HERE, FILE));
    const messages = await json(messageSchemas());
    await expect(messages).toMatchFileSnapshot(join(HERE, FOLDER, 'messages.json'));
  });

  test('keeps all that was ever published, or raises a version', () => {
    const broken = publishedEver(FILE).flatMap((ever) =>
      brokenPromises(ever, catalogue, complaintEvents),
    );
    expect([...new Set(broken)]).toEqual([]);
  });
});

const leaving = Object.entries(complaintEvents).filter(([type]) => type in catalogue);

describe.each(leaving)('%s', (type, { version, schema }) => {
  const recorded = recordedExample(schema);
  const message = sent(type, version, recorded);

  test('as it is relayed is what its dataschema says, in the envelope that is published', () => {
    expect(faultsBy(message.dataschema, message.data)).toEqual([]);
    const { relayed } = messageSchemas() as { relayed: { value: object } };
    expect(ajv.validate(relayed.value, message), ajv.errorsText()).toBe(true);
  });

  test('as it is recorded is not, where anything of it stays in the house', () => {
    const isWhole = JSON.stringify(message.data) === JSON.stringify(recorded);
    expect(faultsBy(message.dataschema, recorded).length === 0).toBe(isWhole);
  });

  test('has no place for a sealed value in clear', () => {
    const text = JSON.stringify(message.data);
    const clear = text.replaceAll(/\{"commitment":"[0-9a-f]*"\}/g, '"王先生"');
    expect(faultsBy(message.dataschema, JSON.parse(clear)).length === 0).toBe(clear === text);
  });
});
