import { sql } from 'kysely';
import type { Instant, Position, RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import { instantOf } from '../../events/words.ts';
import { positionOf } from '../checkpoint.ts';
import type { ReadDatabase } from '../database.ts';
import { ReturnRefused } from './return-refused.ts';

/**
 * What a return is pinned to: cases as all events up to a position tell them, the institution's own figures as known at
 * an instant. The same pin gives the same return for ever.
 */
export type Pin = {
  readonly position: Position;
  readonly knownAt: Instant;
  /** When the event at the position was recorded; no later than that. */
  readonly recordedAt: Instant;
};

type WrittenPin = { readonly position?: Position; readonly instant?: Instant };

/** How a pin is written: `1207`, `2026-04-10T00:00:00.000Z`, or both as `1207@2026-04-10T00:00:00.000Z`. */
function readPin(text: string): WrittenPin | undefined {
  const [, position, rest] = /^(?:(\d{1,18})(?:$|@(?=.)))?(.+)?$/.exec(text) ?? [];
  const instant = rest === undefined ? undefined : instantOf(rest);
  if (instant === undefined && (rest !== undefined || position === undefined)) return undefined;
  return {
    ...(position === undefined ? {} : { position }),
    ...(instant === undefined ? {} : { instant }),
  };
}

export function isPin(text: string): boolean {
  return readPin(text) !== undefined;
}

export function pinText({ position, knownAt }: Pick<Pin, 'position' | 'knownAt'>): string {
  return `${position}@${knownAt}`;
}

type Parts = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly institution: string;
};

/** In milliseconds: what was on its way to the log at an instant is there by then. */
const SETTLED = 10_000;

/**
 * The pin a text names; without one all that the read model of returns has taken. Throws `ReturnRefused` for a
 * position at which no event stands, and for an instant that lies less than ten seconds back.
 */
export async function pinOf(parts: Parts, at: string | undefined, now: Date): Promise<Pin> {
  const instant = now.toISOString();
  if (at === undefined) {
    const position = await positionOf(parts.database, 'returns', parts.log.start);
    return { position, knownAt: instant, recordedAt: instant };
  }
  const { position, instant: knownAt } = readPin(at) ?? {};
  if (position !== undefined) {
    const recordedAt = await recordedAtOf(parts, position);
    return { position, knownAt: knownAt ?? recordedAt, recordedAt };
  }
  const asked = knownAt ?? instant;
  if (Date.parse(asked) > now.getTime() - SETTLED)
    throw new ReturnRefused('instant-too-recent', {
      en: `What was known at ${asked} is settled ten seconds later; ask without an instant for all that is known now.`,
      zh: `${asked} 时点的已知内容须十秒后方可确定；如需当前全部内容，请不要指定时点。`,
    });
  return { ...(await lastUntil(parts, asked)), knownAt: asked };
}

type Place = Pick<Pin, 'position' | 'recordedAt'>;

async function recordedAtOf(parts: Parts, position: Position): Promise<Instant> {
  const before = await openedLast(parts, sql`opened_position <= ${position}::bigint`);
  if (before?.position === position) return before.recordedAt;
  for await (const event of eventsAfter(parts.log, before?.position)) {
    if (event.position === position) return event.recordedAt;
    if (parts.log.compare(event.position, position) > 0) break;
  }
  throw new ReturnRefused('position-not-in-log', {
    en: `No event stands at position ${position} of the log.`,
    zh: `日志的位置 ${position} 上没有事件。`,
  });
}

/** The last event before the first that was recorded after an instant. */
async function lastUntil(parts: Parts, instant: Instant): Promise<Place> {
  const before = await openedLast(parts, sql`opened_at <= ${instant}::timestamptz`);
  let last = before ?? { position: parts.log.start, recordedAt: instant };
  for await (const { position, recordedAt } of eventsAfter(parts.log, before?.position)) {
    if (recordedAt > instant) break;
    last = { position, recordedAt };
  }
  return last;
}

/** Where the institution's last case began that fits: from there it is not far. */
async function openedLast(
  { database, institution }: Parts,
  fits: ReturnType<typeof sql>,
): Promise<Place | undefined> {
  const { rows } = await sql<{ position: string; recordedAt: Date }>`
    select opened_position::text as position, opened_at as "recordedAt" from read.return_cases
    where institution = ${institution} and ${fits}
    order by opened_position desc limit 1`.execute(database);
  const [row] = rows;
  return row && { position: row.position, recordedAt: row.recordedAt.toISOString() };
}

async function* eventsAfter(
  log: EventLog,
  start: Position = log.start,
): AsyncGenerator<RecordedEvent> {
  for (let after = start; ;) {
    const page = await log.feed({ after, limit: EVENTS_PER_PAGE });
    if (page.position === after) return;
    yield* page.events;
    after = page.position;
  }
}
