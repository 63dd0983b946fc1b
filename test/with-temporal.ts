import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  bundleWorkflowCode,
  makeTelemetryFilterString,
} from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, inject } from 'vitest';
import { tracing } from '../workers/tracing.ts';
import { WORKFLOWS, attendanceWorker } from '../workers/worker.ts';
import type { WorkerParts } from '../workers/worker.ts';

export type TestTemporal = {
  readonly address: string;
  /** A namespace of this test file's own. */
  readonly namespace: string;
  /** For use once the file's hooks have run. */
  readonly client: () => Client;
  /** A worker that attends to cases until it is disposed of; tests may run several. */
  readonly attending: (parts: Pick<WorkerParts, 'desk' | 'errands'>) => Promise<AsyncDisposable>;
};

export type TemporalOptions = {
  /** The bundle's entry: the product's own unless a test brings processes. */
  readonly workflowsPath?: string;
  /** Where the SDK's own log goes; only errors, to standard error, unless given. */
  readonly logger?: DefaultLogger;
};

/** Namespaces forget closed workflows after this long, in seconds: the shortest there is. */
const DAY = 86_400;

/** The run's real Temporal server, in a namespace of this test file's own. Fails where there is none. */
export function withTemporal(options: TemporalOptions = {}): TestTemporal {
  const { workflowsPath = WORKFLOWS, logger = new DefaultLogger('ERROR') } = options;
  const address = inject('temporalAddress');
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  let parts: Parts | undefined;
  const begun = (): Parts => {
    if (parts === undefined) throw new Error('The test’s Temporal is not reached yet.');
    return parts;
  };

  beforeAll(async () => {
    const filter = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });
    Runtime.install({ logger, telemetryOptions: { logging: { filter, forward: {} } } });
    const bundle = await bundleWorkflowCode({ workflowsPath, plugins: [tracing()], logger });
    const connection = await Connection.connect({ address });
    // eslint-disable-next-line no-restricted-syntax -- Temporal's own name.
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: DAY as never },
    });
    const client = new Client({ connection, namespace, plugins: [tracing()] });
    await untilServed(client);
    parts = { client, bundle, native: await NativeConnection.connect({ address }) };
  });
  afterAll(async () => {
    await parts?.native.close();
    await parts?.client.connection.close();
  });

  return {
    address,
    namespace,
    client: () => begun().client,
    attending: async ({ desk, errands }) => {
      const { native: connection, bundle } = begun();
      const worker = await attendanceWorker({ connection, namespace, desk, errands, bundle });
      const running = worker.run();
      return {
        [Symbol.asyncDispose]: async () => {
          worker.shutdown();
          await running;
        },
      };
    },
  };
}

type Parts = {
  readonly client: Client;
  readonly native: NativeConnection;
  readonly bundle: WorkflowBundleWithSourceMap;
};

/** A new namespace reaches all parts of the server within seconds. */
async function untilServed(client: Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.workflow.count();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
