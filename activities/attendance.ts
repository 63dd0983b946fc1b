import { context } from '@opentelemetry/api';
import {
  WithStartWorkflowOperation,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { ENGINE } from '../events/envelope.ts';
import { categoryOf } from '../events/stream-category.ts';
import type { Answer, Submission } from '../workflows/process.ts';

/** How the rest of the house speaks to a case: through its attendance, which is started when there is none. */
export type Attendance = {
  /** Answers `unknown` when the engine did not answer in time: repeat with the same submission id. */
  readonly submit: (stream: string, submission: Submission) => Promise<Answer>;
  /** Makes the case look at what is due. */
  readonly look: (stream: string) => Promise<Answer>;
};

/** The engine takes 10 updates in flight per workflow; two are left for others' looks. */
const IN_FLIGHT_PER_CASE = 8;
/** Submissions waiting for one case before it answers "outcome unknown" at once. */
const WAITING_PER_CASE = 200;
/** Longer than a visit to the desk, shorter than what an HTTP client waits, in milliseconds. */
const PATIENCE = 10_000;
/** A run may end beneath a caller; the next attempt starts another. */
const ATTEMPTS = 5;
const PAUSE = 50;

/** The task queue that attendances and their activities run on. */
export const TASK_QUEUE = 'redress';

/** What a look submits: nothing. */
export const LOOK: Submission = { id: 'look', actor: ENGINE, commands: [] };

/** A case this process has spoken to: who waits for it, and whether its attendance was there the last time. */
type Spoken = { readonly queue: PQueue; isAttended: boolean };

export function attendance(client: Client, taskQueue = TASK_QUEUE): Attendance {
  const cases = new LRUCache<string, Spoken>({ max: 10_000 });

  const spokenTo = (stream: string): Spoken => {
    const known = cases.get(stream);
    if (known !== undefined) return known;
    const queue = new PQueue({ concurrency: IN_FLIGHT_PER_CASE });
    const spoken = { queue, isAttended: false };
    cases.set(stream, spoken);
    return spoken;
  };

  const start = (stream: string, submission: Submission): Promise<Answer> =>
    client.workflow.executeUpdateWithStart<(stream: string) => Promise<void>, Answer, [Submission]>(
      'submit',
      {
        args: [submission],
        startWorkflowOperation: new WithStartWorkflowOperation(categoryOf(stream), {
          workflowId: stream,
          taskQueue,
          args: [stream],
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      },
    );

  const update = (stream: string, submission: Submission): Promise<Answer> =>
    client.workflow
      .getHandle(stream)
      .executeUpdate<Answer, [Submission]>('submit', { args: [submission] });

  /** A plain update costs the engine less; whatever goes wrong with it, the next attempt starts an attendance. */
  const attempt = async (
    spoken: Spoken,
    stream: string,
    submission: Submission,
  ): Promise<Answer> => {
    const ask = spoken.isAttended ? update : start;
    spoken.isAttended = false;
    const answer = await client.withDeadline(Date.now() + PATIENCE, () => ask(stream, submission));
    spoken.isAttended = true;
    return answer;
  };

  const patiently = async (
    spoken: Spoken,
    stream: string,
    submission: Submission,
  ): Promise<Answer> => {
    for (let tried = 1; ; tried++) {
      try {
        return await attempt(spoken, stream, submission);
      } catch (error) {
        if (!isPassing(error) || tried === ATTEMPTS) return { status: 'unknown' };
        await new Promise((resolve) => setTimeout(resolve, PAUSE * (tried - 1)));
      }
    }
  };

  const submit = (stream: string, submission: Submission): Promise<Answer> => {
    const spoken = spokenTo(stream);
    return spoken.queue.size < WAITING_PER_CASE
      ? // Whoever waits in the queue is let out by another, and keeps his own trace.
        spoken.queue.add(
          context.bind(context.active(), () => patiently(spoken, stream, submission)),
        )
      : Promise.resolve({ status: 'unknown' });
  };

  return { submit, look: (stream) => submit(stream, LOOK) };
}

/** The run ended beneath the caller, or too much was in flight: worth another attempt at once. */
function isPassing(error: unknown): boolean {
  return !(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) && !isUnavailable(error);
}

/** gRPC codes 4 (deadline exceeded) and 14 (unavailable): waiting longer here helps nobody. */
function isUnavailable(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : 0;
  return code === 4 || code === 14;
}
