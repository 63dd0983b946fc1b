import { mkdtempSync, chmodSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DeterminismViolationError } from '@temporalio/workflow';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  bundleWorkflowCode,
} from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendance } from '../../activities/attendance.ts';
import { desk } from '../../activities/desk.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { removeHome } from '../../servers/postgres.ts';
import { startTemporal } from '../../servers/temporal.ts';
import { tracing } from '../../workers/tracing.ts';
import { WORKFLOWS, attendanceWorker } from '../../workers/worker.ts';
import { parcelKind } from '../processes/parcel.ts';

/** Only the shell is ever replayed. Its recorded histories must replay on today's code. */
const HISTORIES = join(import.meta.dirname, '..', 'histories');
const recorded = readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);
const logger = new DefaultLogger('ERROR');
const bundled = (file: string): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath: file, plugins: [tracing()], logger });
const CHANGED = new URL('../processes/changed-shell.ts', import.meta.url).pathname;

beforeAll(() => void Runtime.install({ logger }));

describe('recorded histories', () => {
  async function replay(file: string, workflowBundle: WorkflowBundleWithSourceMap): Promise<void> {
    const history: unknown = JSON.parse(readFileSync(join(HISTORIES, file), 'utf8'));
    await Worker.runReplayHistory({ workflowBundle, plugins: [tracing()] }, history, 'replayed');
  }

  test('there are some of every kind of life', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(4);
  });

  test('replay on today’s shell', async () => {
    const bundle = await bundled(WORKFLOWS);
    for (const file of recorded) await replay(file, bundle);
  });

  test('do not replay on a changed shell, so that this test can fail', async () => {
    const bundle = await bundled(CHANGED);
    for (const file of recorded)
      await expect(replay(file, bundle), file).rejects.toThrow(DeterminismViolationError);
  });
});

describe('a changed shell', () => {
  const home = mkdtempSync(join(tmpdir(), 'redress-replay-'));
  chmodSync(home, 0o755);
  afterAll(() => removeHome(home));

  test('is carried over by ending the attendances and giving each case a look', async () => {
    const { address, namespace } = await startTemporal({ home });
    const connection = await NativeConnection.connect({ address });
    const clientConnection = await Connection.connect({ address });
    const client = new Client({ connection: clientConnection, namespace, plugins: [tracing()] });
    const log = memoryLog();
    const kinds = new Map([['complaint', parcelKind]]);
    const rules = (note: Parameters<typeof ruleBook>[1]) => ruleBook([], note);
    const attendingOn = async (file: string): Promise<Worker> =>
      attendanceWorker({
        connection,
        namespace,
        desk: desk({ log, kinds, rules, report: () => undefined }),
        errands: {},
        bundle: await bundled(file),
      });
    const stream = 'complaint-bank.000000000001';
    const actor = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
    const remindAt = [new Date(Date.now() + 6_000).toISOString()];
    const send = { type: 'SendParcel', data: { remindAt } };
    const { submit, look } = attendance(client);

    const before = await attendingOn(WORKFLOWS);
    await before.runUntil(() => submit(stream, { id: 'person:test:a', actor, commands: [send] }));
    expect(await log.read(stream)).toHaveLength(1);

    const after = await attendingOn(CHANGED);
    await after.runUntil(async () => {
      // What `redress reattend --restart` does to each open case.
      await client.workflow.getHandle(stream).terminate('a changed shell');
      expect(await look(stream)).toMatchObject({ status: 'accepted', revision: 0 });
      await expect
        .poll(async () => (await log.read(stream)).map(({ type }) => type), { timeout: 20_000 })
        .toEqual(['ParcelSent', 'Reminded']);
    });
    await connection.close();
    await clientConnection.close();
  });
});
