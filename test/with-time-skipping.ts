import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, bundleWorkflowCode } from '@temporalio/worker';
import type { Worker, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll } from 'vitest';
import { attendance } from '../activities/attendance.ts';
import type { Attendance } from '../activities/attendance.ts';
import type { Desk } from '../workflows/process.ts';
import { startTimeSkipping } from './start-time-skipping.ts';
import { tracing } from '../workers/tracing.ts';
import { attendanceWorker } from '../workers/worker.ts';
import type { ErrandActivities } from '../workers/worker.ts';

const WORKFLOWS = new URL('processes/workflows.ts', import.meta.url).pathname;

export type TimeSkipping = {
  readonly environment: () => TestWorkflowEnvironment;
  readonly attendance: () => Attendance;
  /** Runs `work` with a worker attending to cases, and stops the worker afterwards. */
  readonly attending: <Result>(parts: Attending, work: () => Promise<Result>) => Promise<Result>;
  /** Lets virtual time pass. */
  readonly pass: (duration: number) => Promise<void>;
  readonly now: () => Promise<string>;
};

export type Attending = { readonly desk: Desk; readonly errands?: ErrandActivities };

/** Time on Temporal's time-skipping server, where sixty days pass in a second. */
export function withTimeSkipping(): TimeSkipping {
  let environment: TestWorkflowEnvironment | undefined;
  const running = (): TestWorkflowEnvironment => {
    if (environment === undefined) throw new Error('The time-skipping server is not running.');
    return environment;
  };

  let bundle: WorkflowBundleWithSourceMap | undefined;

  beforeAll(async () => {
    const logger = new DefaultLogger('ERROR');
    Runtime.install({ logger });
    bundle = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, plugins: [tracing()], logger });
    environment = await startTimeSkipping({ client: { plugins: [tracing()] } });
  });
  afterAll(async () => environment?.teardown());

  return {
    environment: running,
    attendance: () => attendance(running().client),
    attending: async ({ desk, errands = {} }, work) => {
      const worker: Worker = await attendanceWorker({
        connection: running().nativeConnection,
        desk,
        errands,
        ...(bundle === undefined ? {} : { bundle }),
      });
      return worker.runUntil(work);
    },
    pass: (duration) => running().sleep(duration),
    now: async () => new Date(await running().currentTimeMs()).toISOString(),
  };
}
