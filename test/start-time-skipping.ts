import { setTimeout as sleep } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { TimeSkippingTestWorkflowEnvironmentOptions } from '@temporalio/testing';
import { timeSkippingServer } from '../servers/temporal-test.ts';

/** The SDK waits five seconds for the server to come up, which is too short on a busy machine. */
const ATTEMPTS = 6;
const PAUSE = 2_000;

/** Temporal's time-skipping server, started again when the machine was too busy for the SDK's patience. */
export async function startTimeSkipping(
  options: Omit<TimeSkippingTestWorkflowEnvironmentOptions, 'server'> = {},
): Promise<TestWorkflowEnvironment> {
  const path = await timeSkippingServer();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({
        ...options,
        server: { executable: { type: 'existing-path', path } },
      });
    } catch (error) {
      const isSlow = error instanceof Error && error.message.includes('did not start within');
      if (!isSlow || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE);
    }
  }
}
