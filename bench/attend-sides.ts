import { createSecretKey, randomBytes } from 'node:crypto';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { attendance } from '../activities/attendance.ts';
import { desk } from '../activities/desk.ts';
import type { Actor, Message } from '../events/envelope.ts';
import { applicationPool, ownerPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { migrateLog } from '../events/log/postgres/schema.ts';
import { sealPersonal } from '../keys/seal-personal.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../regimes/shelf.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startTemporal } from '../servers/temporal.ts';
import { tracing } from '../workers/tracing.ts';
import { attendanceWorker } from '../workers/worker.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import { peopleCommands } from '../workflows/complaint/people-commands.ts';
import type { bare } from './bare-workflow.ts';

/** One of the two things compared. */
export type Side = {
  /** Starts a case with its first command; the answer gives it one more command, and throws when that is not done. */
  readonly begin: () => Promise<() => Promise<void>>;
};

export type Sides = AsyncDisposable & { readonly bare: Side; readonly attend: Side };

const BARE = new URL('bare-workflow.ts', import.meta.url).pathname;

/**
 * Both sides on the same servers: those of `home`, started where they do not run, a database made for it, and a worker
 * each with the same options. Disposing ends and removes everything that was not there before.
 */
export async function openSides(home: string): Promise<Sides> {
  await using resources = new AsyncDisposableStack();
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const databaseUrl = await ownDatabase(home, resources);
  const temporal = await startTemporal({ home });
  resources.defer(() => (temporal.startedHere ? temporal.stop() : undefined));
  const { address, namespace } = temporal;
  const native = await NativeConnection.connect({ address });
  resources.defer(() => native.close());
  const connection = await Connection.connect({ address });
  resources.defer(() => connection.close());
  const client = new Client({ connection, namespace, plugins: [tracing()] });
  const log = resources.use(postgresLog(applicationPool(databaseUrl)));
  const shelf = readShelf(REGIMES);
  const realDesk = desk({
    log,
    kinds: new Map([['complaint', complaintKind]]),
    rules: (note) => ruleBook(shelf, note),
    report: (stream, { what }) => process.stderr.write(`${stream}: ${what}\n`),
  });
  const parts = { connection: native, namespace, desk: realDesk, errands: {} };
  const run = randomBytes(4).toString('hex');
  const queues = { attend: `bench-attend-${run}`, bare: `bench-bare-${run}` };
  const activities = { nothing: () => Promise.resolve() };
  const workers = [
    await attendanceWorker({ ...parts, taskQueue: queues.attend }),
    await attendanceWorker({
      ...parts,
      taskQueue: queues.bare,
      options: { workflowsPath: BARE, activities },
    }),
  ];
  const running = workers.map((worker) => worker.run());
  resources.defer(async () => {
    for (const worker of workers) worker.shutdown();
    await Promise.all(running);
  });
  const started: string[] = [];
  resources.defer(() => endAll(client, started));
  const owned = resources.move();
  return {
    bare: bareSide(client, queues.bare, started),
    attend: attendSide(client, queues.attend, started),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function ownDatabase(home: string, resources: AsyncDisposableStack): Promise<string> {
  const postgres = await startPostgres({ home });
  resources.defer(() => (postgres.startedHere ? postgres.stop() : undefined));
  const name = `redress_bench_${randomBytes(6).toString('hex')}`;
  const maintenance = ownerPool(postgres.url);
  resources.defer(() => maintenance.end());
  await maintenance.query(`create database ${name}`);
  resources.defer(async () => {
    await maintenance.query(`drop database if exists ${name} with (force)`);
  });
  const address = new URL(postgres.url);
  address.pathname = `/${name}`;
  const owner = ownerPool(address.href);
  try {
    await migrateLog(owner);
  } finally {
    await owner.end();
  }
  return address.href;
}

function bareSide(client: Client, taskQueue: string, started: string[]): Side {
  return {
    begin: async () => {
      const workflowId = `bare-${randomBytes(8).toString('hex')}`;
      started.push(workflowId);
      await client.workflow.executeUpdateWithStart<typeof bare, void, []>('touch', {
        startWorkflowOperation: new WithStartWorkflowOperation<typeof bare>('bare', {
          workflowId,
          taskQueue,
          args: [],
          workflowIdConflictPolicy: 'FAIL',
        }),
      });
      const handle = client.workflow.getHandle(workflowId);
      return () => handle.executeUpdate<void, []>('touch');
    },
  };
}

const MINUTE = 60_000;
const SUPERVISOR: Actor = { id: 'li', role: 'supervisor', unit: 'bench', rank: 'supervisor' };

/** A complaint under a regime whose clocks run for days, and findings on it: each command records one event. */
function attendSide(client: Client, taskQueue: string, started: string[]): Side {
  const { submit } = attendance(client, taskQueue);
  return {
    begin: async () => {
      const stream = `complaint-bench.${caseNumber()}`;
      started.push(stream);
      const { receive, record } = commandsFor(stream);
      let count = 0;
      const give = async (command: Message): Promise<void> => {
        const id = `person:bench:${stream}/${(count += 1)}`;
        const answer = await submit(stream, { id, actor: SUPERVISOR, commands: [command] });
        if (answer.status !== 'recorded' || answer.repeated)
          throw new Error(`${command.type} to ${stream} was answered ${JSON.stringify(answer)}.`);
      };
      await give(receive);
      return () => give(record);
    },
  };
}

/** Both are sealed before the clock runs, as the edge seals before it submits. */
function commandsFor(stream: string): { readonly receive: Message; readonly record: Message } {
  const key = { id: `${stream}#1`, key: createSecretKey(randomBytes(32)) };
  const receive = peopleCommands.ReceiveComplaint.parse({
    source: 'bench',
    reference: stream,
    receivedAt: new Date(Date.now() - MINUTE).toISOString(),
    channel: 'phone',
    unit: 'branch-0755',
    regime: 'cn-nfra-2020',
    language: 'zh-CN',
    complainant: { name: '示例投诉人' },
    narrative: '（示例）信用卡被重复收取年费，要求退还。',
    product: 'credit-card',
  });
  const record = peopleCommands.RecordFinding.parse({
    finding: '（示例）年费于二月五日和六日各收取一次。',
  });
  return {
    receive: { type: 'ReceiveComplaint', data: sealPersonal(receive, key) },
    record: { type: 'RecordFinding', data: sealPersonal(record, key) },
  };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CASE_NUMBER_LENGTH = 12;

function caseNumber(): string {
  return Array.from(randomBytes(CASE_NUMBER_LENGTH), (byte) => CROCKFORD.charAt(byte % 32)).join(
    '',
  );
}

/** A server that was there before must not keep what nobody attends to any more. */
async function endAll(client: Client, workflows: readonly string[]): Promise<void> {
  await Promise.allSettled(
    workflows.map((workflow) => client.workflow.getHandle(workflow).terminate('bench ended')),
  );
}
