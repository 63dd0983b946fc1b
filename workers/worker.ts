import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions, WorkflowBundle } from '@temporalio/worker';
import { TASK_QUEUE } from '../activities/attendance.ts';
import type { Json, Message } from '../events/envelope.ts';
import type { Desk } from '../workflows/process.ts';
import { tracing } from './tracing.ts';

/** The bundle's entry. */
export const WORKFLOWS = new URL('../workflows/index.ts', import.meta.url).pathname;

/** Activities that carry out errands, by the name a process lists them with. */
export type ErrandActivities = {
  readonly [name: string]: (stream: string, errand: string, input: Json) => Promise<Message>;
};

export type WorkerParts = {
  readonly connection: NativeConnection;
  readonly namespace?: string;
  readonly taskQueue?: string;
  readonly desk: Desk;
  readonly errands: ErrandActivities;
  /** Workflow code bundled before; otherwise it is bundled now. */
  readonly bundle?: WorkflowBundle;
  readonly options?: Partial<WorkerOptions>;
};

/** A worker that attends to cases: the shell, its desk, and the activities of its errands. */
export async function attendanceWorker(parts: WorkerParts): Promise<Worker> {
  const { connection, namespace, taskQueue = TASK_QUEUE, desk, errands, bundle, options } = parts;
  return Worker.create({
    connection,
    ...(namespace === undefined ? {} : { namespace }),
    taskQueue,
    ...(bundle === undefined ? { workflowsPath: WORKFLOWS } : { workflowBundle: bundle }),
    activities: { visit: desk.visit, ...errands },
    plugins: [tracing()],
    // A killed worker's cases are looked for on its own queue this long before another takes them.
    stickyQueueScheduleToStartTimeout: '3s',
    shutdownGraceTime: '5s',
    ...options,
  });
}
