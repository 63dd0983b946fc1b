import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject, NewEvent } from '../../../events/envelope.ts';

export const STREAM = 'complaint-bank.000000000001';

/** A stream name of its own for each number. */
export function stream(number: number): string {
  return `complaint-bank.${String(number).padStart(12, '0')}`;
}

export function event(data: JsonObject = {}, id: string = randomUUID()): NewEvent {
  return {
    id,
    type: 'SomethingNoted',
    version: 1,
    data,
    meta: {
      submission: { id: `person:test:${id}`, command: 0, of: 1 },
      actor: { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' },
      occurredAt: '2026-03-02T12:00:00.000Z',
      decidedAt: '2026-03-02T12:00:00.000Z',
      grounds: [],
    },
  };
}

export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
