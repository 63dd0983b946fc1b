import { expect, test } from 'vitest';
import { z } from 'zod';
import { words } from '../../events/vocabulary.ts';
import type { RecordedEvent } from '../../events/envelope.ts';

const { check, read } = words({
  BellRung: { version: 1, schema: z.strictObject({ times: z.number() }) },
  ParcelSent: {
    version: 3,
    schema: z.strictObject({ to: z.string(), by: z.string() }),
    upcasts: {
      1: ({ address, ...data }) => ({ ...data, to: address }),
      2: (data) => ({ ...data, by: 'post' }),
    },
  },
});

const recorded = (type: string, version: number, data: object) =>
  ({ type, version, data }) as unknown as RecordedEvent;

test('an event is recorded in its present version, and only as its schema allows', () => {
  expect(check({ type: 'ParcelSent', data: { to: 'Hana', by: 'hand' } })).toBe(3);
  expect(() => check({ type: 'ParcelSent', data: { to: 'Hana' } })).toThrow(/ParcelSent.*by/s);
  expect(() => check({ type: 'ParcelLost', data: {} })).toThrow('No event is called ParcelLost.');
});

test('numbers with a fraction are not recorded, even where a schema would take them', () => {
  expect(() => check({ type: 'BellRung', data: { times: 1.5 } })).toThrow(/whole number/);
});

test('an older event is read in today’s words, one step a version', () => {
  expect(read(recorded('ParcelSent', 1, { address: 'Hana' })).data).toEqual({
    to: 'Hana',
    by: 'post',
  });
  expect(read(recorded('ParcelSent', 2, { to: 'Hana' })).data).toEqual({ to: 'Hana', by: 'post' });
  expect(read(recorded('ParcelSent', 3, { to: 'Hana', by: 'hand' }))).toEqual({
    type: 'ParcelSent',
    data: { to: 'Hana', by: 'hand' },
  });
});

test('an event that this release cannot take is a clear fault', () => {
  expect(() => read(recorded('ParcelLost', 1, {}))).toThrow(
    'No event is called ParcelLost: run a newer release.',
  );
  expect(() => read(recorded('BellRung', 2, {}))).toThrow(/version 2.*knows 1.*newer release/);
  expect(() => read(recorded('BellRung', 0, {}))).toThrow(/no upcast from version 0/);
});
