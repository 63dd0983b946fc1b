import { randomUUID } from 'node:crypto';
import type { Message, NewEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import type { ReadDatabase } from '../../projections/database.ts';
import { step } from '../../projections/follow.ts';
import type { Follower } from '../../projections/follow.ts';
import { standingModel } from '../../projections/standing.ts';
import { parcelKind } from '../processes/parcel.ts';

export const kinds = new Map([['parcel', parcelKind]]);

export const sent = (...remindAt: string[]): Message => ({
  type: 'ParcelSent',
  data: { remindAt },
});
export const bell: Message = { type: 'BellOrdered', data: { activity: 'ring' } };
export const rung = (name: string): Message => ({ type: 'BellRung', data: { name, heard: true } });
export const fetched: Message = { type: 'ParcelFetched', data: {} };

/** A stream name of its own for each number. */
export function parcelStream(number: number): string {
  return `parcel-bank.${String(number).padStart(12, '0')}`;
}

/** Appends at the stream's end, as one append. */
export async function append(log: EventLog, stream: string, ...messages: Message[]) {
  const { events } = await log.append(stream, messages.map(newEvent), 'any');
  return events;
}

function newEvent(message: Message): NewEvent {
  const id = randomUUID();
  return {
    ...message,
    id,
    version: 1,
    meta: {
      submission: { id: `person:test:${id}`, command: 0, of: 1 },
      actor: { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' },
      occurredAt: '2026-03-02T12:00:00.000Z',
      decidedAt: '2026-03-02T12:00:00.000Z',
      grounds: [],
    },
  };
}

/** Steps until the follower stands at the end of the feed. */
export async function catchUp(follower: Follower): Promise<string> {
  for (;;) {
    const position = await step(follower);
    if (position !== undefined) return position;
  }
}

export function standingFollower(log: EventLog, database: ReadDatabase): Follower {
  return { log, database, model: standingModel(kinds) };
}

export async function rowOf(database: ReadDatabase, stream: string) {
  return database
    .selectFrom('read.standing')
    .selectAll()
    .where('stream', '=', stream)
    .executeTakeFirst();
}
