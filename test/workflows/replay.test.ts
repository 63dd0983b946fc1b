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
import type { Message } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { removeHome } from '../../servers/postgres.ts';
import { startTemporal } from '../../servers/temporal.ts';
import type { Submission } from '../../workflows/process.ts';
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

describe('on a real server', () => {
  const home = mkdtempSync(join(tmpdir(), 'redress-replay-'));
  chmodSync(home, 0o755);
  const stream = 'complaint-bank.000000000001';
  const actor = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
  const submission = (id: string, command: Message): Submission => ({
    id: `person:test:${id}`,
    actor,
    commands: [command],
  });
  let connection: NativeConnection;
  let clientConnection: Connection;
  let client: Client;

  beforeAll(async () => {
    // Few events already suggest to continue as new, so that a test need not submit thousands of commands.
    const settings = { 'limit.historyCount.suggestContinueAsNew': 200 };
    const { address, namespace } = await startTemporal({ home, settings });
    connection = await NativeConnection.connect({ address });
    clientConnection = await Connection.connect({ address });
    client = new Client({ connection: clientConnection, namespace, plugins: [tracing()] });
  });
  afterAll(async () => {
    await connection.close();
    await clientConnection.close();
    await removeHome(home);
  });

  /** A worker on that shell and log, on a task queue of the test's own. */
  async function attendingOn(
    bundle: WorkflowBundleWithSourceMap,
    log: EventLog,
    taskQueue: string,
  ): Promise<Worker> {
    const kinds = new Map([['complaint', parcelKind]]);
    const rules = (note: Parameters<typeof ruleBook>[1]) => ruleBook([], note);
    return attendanceWorker({
      connection,
      taskQueue,
      desk: desk({ log, kinds, rules, report: () => undefined }),
      errands: {},
      bundle,
    });
  }

  test('a changed shell is carried over by ending the attendances and giving each case a look', async () => {
    const log = memoryLog();
    const [before, after] = [await bundled(WORKFLOWS), await bundled(CHANGED)];
    const remindAt = [new Date(Date.now() + 15_000).toISOString()];
    const { submit, look } = attendance(client, 'changed');

    const old = await attendingOn(before, log, 'changed');
    const send = submission('a', { type: 'SendParcel', data: { remindAt } });
    await old.runUntil(() => submit(stream, send));
    expect(await log.read(stream)).toHaveLength(1);

    const changed = await attendingOn(after, log, 'changed');
    await changed.runUntil(async () => {
      // What `redress reattend --restart` does to each open case.
      await client.workflow.getHandle(stream).terminate('a changed shell');
      expect(await look(stream)).toMatchObject({ status: 'accepted', revision: 0 });
      await expect
        .poll(async () => (await log.read(stream)).map(({ type }) => type), { timeout: 30_000 })
        .toEqual(['ParcelSent', 'Reminded']);
      await client.workflow.getHandle(stream).terminate('the test is over');
    });
  });

  test('a long history continues as new, carries nothing, and leaves nobody without an answer', async () => {
    const COMMANDS = 400;
    const log = memoryLog();
    const { submit } = attendance(client, 'long');
    const worker = await attendingOn(await bundled(WORKFLOWS), log, 'long');
    await worker.runUntil(async () => {
      await submit(stream, submission('start', { type: 'SendParcel', data: { remindAt: [] } }));
      const first = (await client.workflow.getHandle(stream).describe()).runId;
      const answers = new Set<string>();
      for (let from = 0; from < COMMANDS; from += 40) {
        const confirm = (id: number): Message => ({
          type: 'ConfirmBell',
          data: { name: `none-${id}`, heard: true },
        });
        const batch = Array.from({ length: 40 }, (_, index) =>
          submit(stream, submission(`${from + index}`, confirm(from + index))),
        );
        for (const answer of await Promise.all(batch)) answers.add(answer.status);
      }
      expect([...answers]).toEqual(['recorded']);
      expect((await client.workflow.getHandle(stream).describe()).runId).not.toBe(first);
      await client.workflow.getHandle(stream).terminate('the test is over');
    });
    const events = await log.read(stream);
    expect(events).toHaveLength(COMMANDS + 1);
    expect(new Set(events.map(({ meta }) => meta.submission.id)).size).toBe(COMMANDS + 1);
  });
});
