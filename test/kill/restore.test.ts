import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Receipt } from '../../api/responses.ts';
import type { Installation } from '../../cli/address.ts';
import { peopleOf } from '../../cli/demo/people.ts';
import { tokenFor } from '../../cli/caller.ts';
import { up } from '../../cli/installation.ts';
import { run } from '../../cli/run.ts';
import { removeHome, startPostgres } from '../../servers/postgres.ts';
import { stopAll } from '../../servers/running.ts';
import { complaintOf } from '../api/ask.ts';
import { ownPorts } from './own-ports.ts';

/**
 * A house is restored to a moment before a mistake, as docs/how-to/back-up-and-restore.md says: a base backup of a real
 * PostgreSQL while it is written to, its write-ahead log archived, recovery to an instant in another home, and a
 * Temporal that knows nothing. Afterwards the open cases go on.
 */
const MINUTES = 60_000;
const home = mkdtempSync(join(tmpdir(), 'redress-backed-up-'));
const restored = mkdtempSync(join(tmpdir(), 'redress-restored-'));
const kept = mkdtempSync(join(tmpdir(), 'redress-backup-'));
const archive = join(kept, 'wal');
const base = join(kept, 'base');
for (const folder of [home, restored, kept]) chmodSync(folder, 0o755);
let installation: Installation;

beforeAll(async () => {
  const { url, stop } = await startPostgres({ home, port: ownPorts().postgres ?? 0 });
  // The server's own account writes the archive.
  const { uid, gid } = statSync(dataOf(home));
  for (const folder of [archive, base]) {
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, uid, gid);
  }
  await asOwner(url, async (owner) => {
    await owner.query(`alter system set archive_mode = on`);
    await owner.query(
      `alter system set archive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f'`,
    );
  });
  await stop();
  installation = await up(home, false, () => undefined, ownPorts());
}, 5 * MINUTES);
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await Promise.all([home, restored].map(removeHome));
  rmSync(kept, { recursive: true, force: true });
});

test(
  'a house restored to a moment before a mistake has all that was recorded until then, and goes on',
  { timeout: 6 * MINUTES },
  async () => {
    const { databaseUrl } = installation;
    const before = await received('before the backup');
    const unhurried = await received('due in weeks', randomUUID(), 'us-cfpb');
    await backUp(databaseUrl);
    const key = randomUUID();
    const after = await received('after the backup', key);
    const until = await lastInstant(databaseUrl);
    const lost = await received('after the moment that is restored');
    await asOwner(databaseUrl, async (owner) => {
      await owner.query('drop schema log cascade');
      await archived(owner);
    });
    await stopAll(home);

    restore(until);
    installation = await up(restored, false, () => undefined, ownPorts());
    vi.stubEnv('REDRESS_HOME', restored);
    // The watch gives a case a look that is overdue, as those of the demonstration are soon; not this one.
    expect((await reconciled()).drifts).toContainEqual(
      expect.objectContaining({ stream: streamOf(unhurried.case), kind: 'not-attended' }),
    );
    expect(await reattended()).toEqual({ looked: 3, unknown: 0 });
    expect((await reconciled()).drifts).toEqual([]);

    // Whoever did not hear repeats, and is told what was recorded.
    const again = await received('after the backup', key);
    expect(again).toMatchObject({ case: after.case, repeated: true, events: after.events });
    const { clerk } = await people();
    await expect(clerk.show(lost.case)).rejects.toMatchObject({
      problem: { code: 'no-such-case' },
    });
    for (const { case: number } of [before, after]) {
      const receipt = await clerk.command(
        number,
        [{ type: 'AcknowledgeComplaint', data: {} }],
        randomUUID(),
      );
      expect(receipt.outcome).toBe('recorded');
      // Its time ran out while nobody attended to it, or does now: a timer of the new engine is behind this.
      await vi.waitUntil(async () => (await typesOf(number)).includes('DeadlineBreached'), {
        timeout: MINUTES,
        interval: 500,
      });
    }
    expect(await attended()).toEqual(
      [before, unhurried, after].map((one) => streamOf(one.case)).toSorted(),
    );
  },
);

async function people() {
  return peopleOf(installation.api, (options) => tokenFor(options, installation.home), 50);
}

async function received(
  narrative: string,
  key: string = randomUUID(),
  regime = 'demo',
): Promise<Receipt> {
  const complaint = complaintOf({
    ...{ regime, narrative, reference: key },
    receivedAt: instants.get(key) ?? new Date().toISOString(),
  });
  instants.set(key, complaint.receivedAt);
  return (await people()).clerk.submit(complaint, key);
}
/** When each complaint was received: a repeat says the same. */
const instants = new Map<string, string>();

/** A base backup through PostgreSQL's own functions, which `pg_basebackup` uses as well. */
async function backUp(url: string): Promise<void> {
  await asOwner(url, async (owner) => {
    await owner.query(`select pg_backup_start('test', true)`);
    const unwanted = /\/(postmaster\.(pid|opts)|pg_wal\/.+|pg_replslot\/.+)$/;
    cpSync(dataOf(home), base, { recursive: true, filter: (path) => !unwanted.test(path) });
    const { rows } = await owner.query<{ labelfile: string }>(`select * from pg_backup_stop()`);
    writeFileSync(join(base, 'backup_label'), rows[0]?.labelfile ?? '');
  });
}

/** Waits until the archive holds all that is written up to now. */
async function archived(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ file: string }>(
    `select pg_walfile_name(pg_switch_wal()) as file`,
  );
  await vi.waitUntil(() => existsSync(join(archive, rows[0]?.file ?? '')), { timeout: MINUTES });
}

/** A moment after which nothing has been recorded yet, by the server's clock. */
async function lastInstant(url: string): Promise<string> {
  return asOwner(url, async (owner) => {
    const { rows } = await owner.query<{ now: string }>('select now()::text as now');
    await owner.query('select pg_sleep(1)');
    return rows[0]?.now ?? '';
  });
}

/** Puts keys, documents and the base backup into the other home, to be recovered to an instant. */
function restore(until: string): void {
  for (const name of ['keys', 'documents', 'postgres.password'])
    if (existsSync(join(home, name)))
      cpSync(join(home, name), join(restored, name), { recursive: true });
  const place = dirname(dataOf(home));
  const data = place === home ? join(restored, 'postgres') : join(place, 'restored');
  expect(place, 'the temporary folder is open to the server’s account').toBe(home);
  cpSync(base, data, { recursive: true });
  const settings = [
    `restore_command = 'cp ${archive}/%f %p'`,
    `recovery_target_time = '${until}'`,
    `recovery_target_action = 'promote'`,
    // What is written from here on is another house's past.
    `archive_mode = off`,
  ];
  writeFileSync(join(data, 'postgresql.auto.conf'), settings.map((line) => `${line}\n`).join(''));
  writeFileSync(join(data, 'recovery.signal'), '');
  own(data, statSync(dataOf(home)));
}

/** The server takes only a folder of its own account that nobody else may enter. */
function own(path: string, like: { readonly uid: number; readonly gid: number }): void {
  chownSync(path, like.uid, like.gid);
  if (!statSync(path).isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) own(join(path, name), like);
}

/** What `redress reattend --json` says. */
function reattended(): Promise<unknown> {
  return said(['reattend', '--per-second', '100', '--json']);
}

/** What `redress reconcile --json` says. */
async function reconciled(): Promise<{ readonly drifts: readonly { readonly kind: string }[] }> {
  return (await said(['reconcile', '--json'])) as Awaited<ReturnType<typeof reconciled>>;
}

async function said(line: readonly string[]): Promise<unknown> {
  let printed = '';
  const writing = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const code = await run(line);
  writing.mockRestore();
  expect(code, printed).toBeUndefined();
  process.exitCode = 0;
  return JSON.parse(printed);
}

async function typesOf(number: string): Promise<readonly string[]> {
  return asOwner(installation.databaseUrl, async (owner) => {
    const { rows } = await owner.query<{ bytes: string }>(
      'select bytes from log.events where stream = $1',
      [streamOf(number)],
    );
    return rows.map(({ bytes }) => (JSON.parse(bytes) as { readonly type: string }).type);
  });
}

/** Cases that the new engine attends to. */
async function attended(): Promise<readonly string[]> {
  const { temporalAddress: address, temporalNamespace: namespace } = installation;
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const streams: string[] = [];
  for await (const { workflowId } of client.workflow.list({
    query: `ExecutionStatus = 'Running'`,
  }))
    streams.push(workflowId);
  await connection.close();
  return streams.toSorted();
}

function streamOf(number: string): string {
  return `complaint-demobank.${number}`;
}

function dataOf(of: string): string {
  const note = join(of, 'postgres.place');
  return join(existsSync(note) ? readFileSync(note, 'utf8') : of, 'postgres');
}

async function asOwner<Result>(
  url: string,
  work: (owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const owner = new pg.Client({ connectionString: url, ssl: false });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
