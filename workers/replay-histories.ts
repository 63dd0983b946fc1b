import type { Client } from '@temporalio/client';
import { DefaultLogger, Worker, bundleWorkflowCode } from '@temporalio/worker';
import type { ReplayHistoriesIterable } from '@temporalio/worker';
import { tracing } from './tracing.ts';
import { WORKFLOWS } from './worker.ts';

/** Attendances that were replayed on this release's shell, and those whose history it does not follow. */
export type ReplayedHistories = {
  readonly found: number;
  readonly replayed: number;
  readonly failed: readonly {
    readonly stream: string;
    readonly run: string;
    readonly why: string;
  }[];
};

export type ReplayHistories = {
  readonly client: Pick<Client, 'workflow'>;
  readonly sample: number;
  /** The bundle's entry, when it is not the product's own. */
  readonly workflowsPath?: string;
  readonly onReplayed?: () => void;
};

/** How many attendances the sample is drawn from, the latest first. */
const LISTED = 10_000;

type Execution = { readonly workflowId: string; readonly runId: string };
type Histories = Extract<ReplayHistoriesIterable, AsyncIterable<unknown>>;

/**
 * Histories of a live server, drawn at random, replayed on the shell that a worker of this release would run. Whoever
 * has a changed shell learns so before a case stands still. It only reads, and asks the server for no work.
 */
export async function replayHistories({
  client,
  sample,
  workflowsPath = WORKFLOWS,
  onReplayed = () => undefined,
}: ReplayHistories): Promise<ReplayedHistories> {
  const listed: Execution[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    listed.push({ workflowId, runId });
    if (listed.length === LISTED) break;
  }
  const drawn = drawnFrom(listed, sample);
  const logger = new DefaultLogger('ERROR', () => undefined);
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, plugins: [tracing()], logger });
  const failed: ReplayedHistories['failed'][number][] = [];
  const results = Worker.runReplayHistories(
    { workflowBundle, plugins: [tracing()] },
    historiesOf(client, drawn),
  );
  for await (const { workflowId, runId, error } of results) {
    if (error !== undefined) failed.push({ stream: workflowId, run: runId, why: error.message });
    onReplayed();
  }
  return { found: listed.length, replayed: drawn.length, failed };
}

async function* historiesOf(
  client: ReplayHistories['client'],
  executions: readonly Execution[],
): Histories {
  for (const { workflowId, runId } of executions) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    yield { workflowId, history };
  }
}

function drawnFrom(all: readonly Execution[], count: number): readonly Execution[] {
  const left = [...all];
  const drawn: Execution[] = [];
  while (drawn.length < count && left.length > 0)
    drawn.push(...left.splice(Math.floor(Math.random() * left.length), 1));
  return drawn;
}
