import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewEvent, RecordedEvent } from '../../envelope.ts';
import type { Append, ExpectedRevision } from '../event-log.ts';
import { EVENTS_PER_PAGE } from '../limits.ts';
import { LogUnavailable, RevisionConflict } from '../log-faults.ts';
import { repeatOf, storable } from '../stored.ts';
import type { Stored } from '../stored.ts';
import type { KurrentCalls } from './kurrent-calls.ts';
import { eventOf } from './kurrent-record.ts';
import type { KnownIds, KnownStream } from './known-ids.ts';

type Parts = { readonly calls: KurrentCalls; readonly ids: KnownIds };

/** Tries of an append whose writer is right by all that can be read, and whom the server refuses nevertheless. */
const TRIES = 5;
/** Milliseconds; writers who do not mind the revision get out of each other's way. */
const PAUSE = 5;

/**
 * Every append is written at an exact revision, with the ids of all events before it known: so no id comes to stand in
 * a stream twice, however far back the first one is, and nobody can write between the look and the append. A writer
 * whose stream is known up to where he expects it costs no look at all.
 */
export async function append(
  parts: Parts,
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): Promise<Append> {
  const storedFrom = storable(stream, events);
  let known = parts.ids.of(stream);
  let refused = 0;
  if (known.last !== lastOf(expected)) known = await readOn(parts, stream, known);
  for (;;) {
    const repeated = await repeatedAppend(parts, stream, events, known);
    if (repeated !== undefined) return { status: 'repeated', events: repeated };
    if (expected !== 'any' && known.last !== lastOf(expected))
      throw new RevisionConflict(stream, String(expected), known.last);
    const written = await write(parts, stream, storedFrom(known.last + 1), known);
    if (written !== undefined) return written;
    const before = known.last;
    known = await readOn(parts, stream, known);
    if (known.last > before) await sleep(Math.random() * PAUSE);
    else known = await contradicted(parts, stream, (refused += 1));
  }
}

function lastOf(expected: ExpectedRevision): number | undefined {
  if (expected === 'any') return undefined;
  return expected === 'none' ? -1 : expected;
}

/** The stream to its end. */
async function readOn(
  { calls, ids }: Parts,
  stream: string,
  from: KnownStream,
): Promise<KnownStream> {
  let known = from;
  for (;;) {
    const page = await calls.readStream(stream, known.last + 1, EVENTS_PER_PAGE);
    known = ids.learn(stream, known, page);
    if (page.length < EVENTS_PER_PAGE) return known;
  }
}

/**
 * The server refuses the revision that it shows as the last: it was set back to an older backup while this process
 * remembered more, or a node that lags behind answered. So nothing remembered counts any more.
 */
async function contradicted(parts: Parts, stream: string, times: number): Promise<KnownStream> {
  if (times >= TRIES)
    throw new LogUnavailable(`KurrentDB does not show the end of ${stream} that it appends to.`);
  await sleep(times * PAUSE);
  parts.ids.forget(stream);
  return readOn(parts, stream, parts.ids.of(stream));
}

async function repeatedAppend(
  { calls }: Parts,
  stream: string,
  events: readonly NewEvent[],
  known: KnownStream,
): Promise<readonly RecordedEvent[] | undefined> {
  const at = events.flatMap(({ id }) => known.revisions.get(id) ?? []);
  const recorded = await Promise.all(
    runs(at).map(({ from, count }) => calls.readStream(stream, from, count)),
  );
  return repeatOf(stream, events, recorded.flat().map(eventOf));
}

/** Revisions that follow each other, each run to be read at once. */
function runs(revisions: readonly number[]): readonly { from: number; count: number }[] {
  const found: { from: number; count: number }[] = [];
  for (const revision of revisions.toSorted((one, other) => one - other)) {
    const run = found.at(-1);
    if (run !== undefined && run.from + run.count === revision) run.count += 1;
    else found.push({ from: revision, count: 1 });
  }
  return found;
}

/** `undefined` when the stream ends elsewhere by now. */
async function write(
  { calls, ids }: Parts,
  stream: string,
  stored: readonly Stored[],
  known: KnownStream,
): Promise<Append | undefined> {
  const attempt = randomUUID();
  const proposed = stored.map(({ event: { id, type }, text }) => ({ id, type, text, attempt }));
  if ((await calls.write(stream, proposed, known.last)) !== undefined) return undefined;
  const records = await calls.readStream(stream, known.last + 1, stored.length);
  if (records.length < stored.length)
    throw new LogUnavailable(`KurrentDB took an append to ${stream} and does not show it.`);
  ids.learn(stream, known, records);
  const events = records.map(eventOf);
  if (records.every((record) => record.attempt === attempt)) return { status: 'appended', events };
  // Somebody was faster with the same ids, which is all the server compares: the content is compared here.
  const proposals = stored.map(({ event }) => event);
  const repeated = repeatOf(stream, proposals, events);
  return repeated === undefined ? undefined : { status: 'repeated', events: repeated };
}
