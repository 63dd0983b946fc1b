import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { BYTES_PER_APPEND } from '../../../events/log/limits.ts';
import { LimitExceeded } from '../../../events/log/log-faults.ts';
import { readStored, storable } from '../../../events/log/stored.ts';
import { STREAM, event } from './events.ts';

test('the stored text is canonical JSON of id, stream, revision, type, version, data and meta', () => {
  const one = event({ z: '投诉', 10: 1, 9: 2, note: undefined });
  const two = event();
  const { id, type, version, data, meta } = one;
  const [first, second] = storable(STREAM, [one, two])(41);
  expect(first?.text).toBe(
    canonicalize({ id, stream: STREAM, revision: 41, type, version, data, meta }),
  );
  expect(first?.event).toStrictEqual(JSON.parse(first?.text ?? ''));
  expect(second?.event).toEqual({ ...two, stream: STREAM, revision: 42 });
});

test('reading it back adds what the log knows beside it', () => {
  const one = event({ a: 1 });
  const [{ text } = { text: '' }] = storable(STREAM, [one])(0);
  expect(readStored(text, '7', '2026-03-02T12:00:00.001Z')).toEqual({
    ...one,
    stream: STREAM,
    revision: 0,
    position: '7',
    recordedAt: '2026-03-02T12:00:00.001Z',
  });
});

test('properties beside those of an event are not stored', () => {
  const odd = { ...event(), stream: 'forged', revision: 99, extra: true };
  const [{ text } = { text: '' }] = storable(STREAM, [odd])(0);
  expect(JSON.parse(text)).toMatchObject({ stream: STREAM, revision: 0 });
  expect(text).not.toContain('extra');
});

test('depth that no reader could follow is refused, not a crash', () => {
  let deep: { [key: string]: unknown } = {};
  for (let level = 0; level < 100_000; level += 1) deep = { deep };
  expect(() => storable(STREAM, [event({ deep: deep as never })])(0)).toThrow(LimitExceeded);
});

test('bytes count over the whole append, as UTF-8', () => {
  const half = { text: '长'.repeat(BYTES_PER_APPEND / 6) };
  expect(storable(STREAM, [event(half)])(0)).toHaveLength(1);
  expect(() => storable(STREAM, [event(half), event(half)])(0)).toThrow(/at most 1048576 bytes/);
});
