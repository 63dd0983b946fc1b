import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AccessEvent } from '../events/access/access-events.ts';
import type { Actor, Instant, NewEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { notedEvent } from '../events/log/noted-event.ts';
import { streamBeside } from '../keys/case-number.ts';

/** What was seen, opened, refused or handed out of the case of a stream, by whom and when. */
export type CaseAccess = AccessEvent & {
  readonly stream: string;
  readonly who: Actor;
  readonly at: Instant;
  /** Of two of a case with the same name one is recorded; they say the same. */
  readonly once?: string;
};

/** Resolves when it is recorded: whoever waits for it may then show, open or answer. Rejects as the log does. */
export type AccessBook = (access: CaseAccess) => Promise<void>;

/** How long one who looked at the same again is not noted anew, in milliseconds. */
const LOOKING = 15 * 60_000;
const LOOKS_KEPT = 10_000;
/** Far below what an append may hold in bytes, however long the purposes. */
const EVENTS_AT_ONCE = 100;

/** A book kept in the log. What comes while a case's page is being written goes on its next page, all at once. */
export function accessBook(log: EventLog): AccessBook {
  const writers = new Map<string, (event: NewEvent) => Promise<void>>();
  const looks = new LRUCache<string, true>({ max: LOOKS_KEPT, ttl: LOOKING });

  const write = async (stream: string, event: NewEvent): Promise<void> => {
    const writer = writers.get(stream) ?? byPages(log, stream, () => writers.delete(stream));
    writers.set(stream, writer);
    return writer(event);
  };

  return async (access) => {
    const { who, at, once = randomUUID(), type, data } = access;
    const stream = streamBeside('access', access.stream);
    const look = type === 'CaseViewed' ? JSON.stringify([stream, who, data]) : undefined;
    if (look !== undefined && looks.has(look)) return;
    const note = { stream, submission: `access:${once}`, actor: who, at };
    await write(stream, notedEvent(note, { type, data }));
    if (look !== undefined) looks.set(look, true);
  };
}

/** Writes the events of one stream, as many as have come at once; tells when nothing is left to write. */
function byPages(
  log: EventLog,
  stream: string,
  onIdle: () => void,
): (event: NewEvent) => Promise<void> {
  let open: { readonly events: NewEvent[]; readonly written: Promise<void> } | undefined;
  let turn: Promise<void> = Promise.resolve();

  const begin = () => {
    const events: NewEvent[] = [];
    const written = turn.then(async () => {
      if (open?.events === events) open = undefined;
      await log.append(stream, events, 'any');
    });
    turn = written
      .catch(() => undefined)
      .then(() => {
        if (open === undefined) onIdle();
      });
    return { events, written };
  };

  return (event) => {
    if (open === undefined || open.events.length === EVENTS_AT_ONCE) open = begin();
    open.events.push(event);
    return open.written;
  };
}
