import { expect, test } from 'vitest';
import { ENGINE } from '../../../events/envelope.ts';
import { notedEvent } from '../../../events/log/noted-event.ts';
import type { Note } from '../../../events/log/noted-event.ts';

const note: Note = {
  stream: 'access-onebank.0123456789AB',
  ...{ submission: 'access:1', actor: ENGINE, at: '2026-03-02T02:00:00.000Z' },
};
const viewed = { type: 'CaseViewed', data: { what: 'case' } };

test('noted again it is the same event; another place or submission is another', () => {
  expect(notedEvent(note, viewed)).toEqual(notedEvent(note, viewed));
  const ids = [
    notedEvent(note, viewed),
    notedEvent(note, viewed, { place: 1, of: 2 }),
    notedEvent({ ...note, submission: 'access:2' }, viewed),
    notedEvent({ ...note, stream: 'access-onebank.0123456789AC' }, viewed),
  ].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
});

test('tells when it was so apart from when it is noted, and what was asked', () => {
  const command = { type: 'Look', data: {} };
  const { meta } = notedEvent({ ...note, occurredAt: '2026-03-01T02:00:00.000Z', command }, viewed);
  expect(meta).toEqual({
    submission: { id: 'access:1', command: 0, of: 1 },
    actor: ENGINE,
    occurredAt: '2026-03-01T02:00:00.000Z',
    decidedAt: '2026-03-02T02:00:00.000Z',
    grounds: [],
    command,
  });
});

test('is refused in words that its category of streams does not have', () => {
  expect(() => notedEvent({ ...note, stream: 'ledger-onebank.000000000000' }, viewed)).toThrow(
    'No event is called CaseViewed.',
  );
  expect(() => notedEvent({ ...note, stream: 'parcel-onebank.0123456789AB' }, viewed)).toThrow(
    /No stream is of the category/,
  );
  expect(() => notedEvent(note, { type: 'CaseViewed', data: {} })).toThrow(/what/);
});
