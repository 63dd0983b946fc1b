import { join } from 'node:path';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { Runtime, DefaultLogger, Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { startTimeSkipping } from '../start-time-skipping.ts';
import { wake } from './sleeper.ts';
import type { sleeper } from './sleeper.ts';

const SIXTY_DAYS = 60 * 86_400_000;
const A_SECOND = 1_000;
/** The first run on a machine fetches the server. */
const WITH_FETCHING = 300_000;

Runtime.install({ logger: new DefaultLogger('ERROR') });

it(
  'skips 60 days of a workflow that was begun by an update',
  async () => {
    const environment = await startTimeSkipping();
    try {
      const worker = await Worker.create({
        connection: environment.nativeConnection,
        taskQueue: 'sleepers',
        workflowsPath: join(import.meta.dirname, 'sleeper.ts'),
      });
      await worker.runUntil(async () => {
        const begun = await environment.currentTimeMs();
        const start = new WithStartWorkflowOperation<typeof sleeper>('sleeper', {
          workflowId: 'sleeper',
          taskQueue: 'sleepers',
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
        const answer = await environment.client.workflow.executeUpdateWithStart(wake, {
          args: ['good morning'],
          startWorkflowOperation: start,
        });
        expect(answer).toBe('heard good morning');
        const handle = await start.workflowHandle();
        expect(await handle.result()).toBe('good morning');
        const slept = (await environment.currentTimeMs()) - begun;
        expect(slept).toBeGreaterThan(SIXTY_DAYS - A_SECOND);
      });
    } finally {
      await environment.teardown();
    }
  },
  WITH_FETCHING,
);
