import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError, isGrpcServiceError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import PQueue from 'p-queue';
import { TASK_QUEUE } from '../../activities/attendance.ts';
import { readWhole } from '../../events/log/read-whole.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { categoryOf } from '../../events/stream-category.ts';
import type { ReadDatabase } from '../../projections/database.ts';
import { openCases } from '../../projections/standing.ts';
import type { Kind } from '../../workflows/process.ts';
import { awaitedIn } from './awaited.ts';
import { driftsOf } from './drifts.ts';
import type { Drift } from './drifts.ts';
import { NOTHING_HELD, heldIn } from './held.ts';
import type { Held } from './held.ts';

export type Reconciled = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly client: Client;
  /** By stream category. */
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Cases a second at most; as fast as it goes where it is left out. */
  readonly perSecond?: number;
  /** Milliseconds after which a case that seemed to differ is looked at again; only what then still differs counts. */
  readonly settle?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Hears how many cases were compared so far. */
  readonly onProgress?: (compared: number) => void;
};

/** `unread` could not be compared: this release does not know an event of theirs. */
export type Reconciliation = {
  readonly compared: number;
  readonly drifts: readonly Drift[];
  readonly unread: readonly string[];
};

const GRPC_NOT_FOUND = 5;
const SETTLE = 3_000;
const AT_ONCE = 8;
const CASES_PER_PAGE = 500;

/**
 * Compares what the log awaits with what the workflow engine holds, of every case that either of them knows to be open.
 * The read model only says which to look at: each is judged by its own events and by its attendance's own history. What
 * seems to differ is looked at once more after a while, since both sides move. Rejects when either side is away.
 */
export async function reconcile(parts: Reconciled, signal?: AbortSignal): Promise<Reconciliation> {
  const { perSecond, settle = SETTLE, onProgress } = parts;
  const pace = perSecond === undefined ? {} : { interval: 1_000 / perSecond, intervalCap: 1 };
  const queue = new PQueue({ concurrency: AT_ONCE, ...pace });
  const suspects: string[] = [];
  const unread: string[] = [];
  let compared = 0;
  const compare = async (stream: string): Promise<void> => {
    const drifts = await driftsNow(parts, stream);
    if (drifts === undefined) unread.push(stream);
    else if (drifts.length > 0) suspects.push(stream);
    compared += 1;
    onProgress?.(compared);
  };
  for await (const page of casesOfEither(parts)) {
    if (signal?.aborted === true) break;
    await queue.addAll(page.map((stream) => () => compare(stream)));
  }
  if (suspects.length > 0) await sleep(settle, undefined, { signal }).catch(() => undefined);
  const drifts = await queue.addAll(suspects.map((stream) => () => driftsNow(parts, stream)));
  return { compared, drifts: drifts.flatMap((found) => found ?? []), unread };
}

/** How a case differs at this moment; undefined when this release does not know an event of it. */
export async function driftsNow(
  { log, client, kinds, now = Date.now }: Reconciled,
  stream: string,
): Promise<readonly Drift[] | undefined> {
  const kind = kinds.get(categoryOf(stream));
  if (kind === undefined) return undefined;
  // First the engine's side: what it holds of a case that moves meanwhile is old, and not ahead of its log.
  const held = await heldOf(client, stream);
  const events = await readWhole(log, stream);
  try {
    return driftsOf(stream, awaitedIn(kind, events), held, now());
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function heldOf(client: Client, stream: string): Promise<Held> {
  try {
    return heldIn(await client.workflow.getHandle(stream).fetchHistory());
  } catch (error) {
    if (isNotFound(error)) return NOTHING_HELD;
    throw error;
  }
}

/** As the client says it, or as the server did: it converts only some of its calls. */
function isNotFound(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  return isGrpcServiceError(error) && Number(error.code) === GRPC_NOT_FOUND;
}

/** Pages of streams, each once: the open cases of the log, then those attended to that are not among them. */
async function* casesOfEither({
  database,
  client,
}: Reconciled): AsyncGenerator<readonly string[], void> {
  const seen = new Set<string>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly string[] = await openCases(database, after, CASES_PER_PAGE);
    for (const stream of page) seen.add(stream);
    if (page.length > 0) yield page;
    after = page.at(-1);
  }
  let others: string[] = [];
  const query = `ExecutionStatus = 'Running' and TaskQueue = '${TASK_QUEUE}'`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    if (seen.has(workflowId)) continue;
    others.push(workflowId);
    if (others.length < CASES_PER_PAGE) continue;
    yield others;
    others = [];
  }
  if (others.length > 0) yield others;
}
