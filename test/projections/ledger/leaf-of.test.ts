import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { leafOf } from '../../../projections/ledger/leaf-of.ts';

const event = { recordedAt: '2026-03-02T12:00:00.000Z', text: '{"data":{"said":"太贵"}}' };

test('a leaf is the hash of the instant, a line feed and the stored bytes', () => {
  const entry = Buffer.from('2026-03-02T12:00:00.000Z\n{"data":{"said":"太贵"}}', 'utf8');
  const expected = hash('sha256', Buffer.concat([Buffer.of(0), entry]), 'buffer');
  expect(leafOf(event)).toEqual(expected);
});

test('a time that was dated back is another leaf', () => {
  expect(leafOf({ ...event, recordedAt: '2026-03-01T12:00:00.000Z' })).not.toEqual(leafOf(event));
});
