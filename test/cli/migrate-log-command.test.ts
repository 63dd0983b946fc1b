import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addMigrateLogCommand } from '../../cli/migrate-log-command.ts';
import { EXIT } from '../../cli/output.ts';
import { kurrentLog } from '../../events/log/kurrent/kurrent-log.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { event, stream } from '../events/log/events.ts';
import { standIn } from '../events/log/kurrent/stand-in.ts';
import type { StandIn } from '../events/log/kurrent/stand-in.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.ts');
const { application, url } = withDatabase();
const STREAMS = 400;
let server: StandIn;

beforeAll(async () => {
  const log = postgresLog(application);
  for (let number = 0; number < STREAMS; number += 1)
    await log.append(stream(number), [event({ number }), event({ number })], 'none');
  server = await standIn();
  vi.stubEnv('DATABASE_URL', url);
  vi.stubEnv('KURRENTDB_URL', server.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server[Symbol.asyncDispose]();
});

/** Puts relay and ledger behind an event of PostgreSQL's log; answers its position. */
async function relayAt(of: string, revision: number): Promise<string> {
  const [published] = await postgresLog(application).read(of, { from: revision, limit: 1 });
  const position = published?.position ?? '';
  await application.query(`insert into read.checkpoints values ('relay', $1), ('ledger', $1)`, [
    position,
  ]);
  return position;
}

/** Where both stand, which is one place here. */
async function relayStands(): Promise<string> {
  const text = `select min(position) as position from read.checkpoints
    where model in ('relay', 'ledger') having count(distinct position) = 1`;
  return (await application.query<{ position: string }>(text)).rows[0]?.position ?? '';
}

/** Runs the command as the terminal does; what it would print as JSON and as text. */
async function run(...line: readonly string[]) {
  const ends = ['--from', 'postgres', '--to', 'kurrentdb'];
  const ran = await runLine([addMigrateLogCommand], ['migrate-log', ...ends, ...line]);
  const { exitCode } = process;
  process.exitCode = undefined;
  return { ...ran, exitCode };
}

test('killed in the middle, it goes on where it was (a stand-in in this process, no server)', async () => {
  const ends = ['--from', 'postgres', '--to', 'kurrentdb', '--json'];
  const killed = spawn(process.execPath, [MAIN, 'migrate-log', ...ends], { stdio: 'ignore' });
  await expect.poll(() => server.store.streams.size, { timeout: 60_000 }).toBeGreaterThan(20);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const before = await run('--verify-only');
  expect(before).toMatchObject({ exitCode: 1, value: { equal: false, copied: 0 } });
  expect(before.text).toMatch(/两者不一致/);

  const published = await relayAt(stream(123), 0);
  expect(await relayStands()).toBe(published);
  const { value, text, said, exitCode } = await run();
  expect(exitCode).toBeUndefined();
  const equal = { equal: true, differences: 0, relayCarried: true, ledgerCarried: true };
  expect(value).toMatchObject({ from: 'postgres', to: 'kurrentdb', ...equal });
  const { copied, found, source, target } = value as Record<string, number>;
  expect(found).toBeGreaterThan(0);
  expect(Number(copied) + Number(found)).toBe(STREAMS * 2);
  expect(source).toEqual(target);
  expect(source).toMatchObject({ events: STREAMS * 2, streams: STREAMS });
  expect(said.join('\n')).toMatch(/copied 800 of 800 events/);
  expect(text).toMatch(/redress rebuild all/);
});

test('relay and ledger go on there behind the event they took last, however often the log is moved', async () => {
  await using log = kurrentLog(server.url);
  const position = await relayStands();
  const { events } = await log.feed({ after: position, limit: 1 });
  expect(events).toMatchObject([{ stream: stream(123), revision: 1 }]);
  expect((await run()).value).toMatchObject({
    equal: true,
    relayCarried: false,
    ledgerCarried: false,
  });
  expect(await relayStands()).toBe(position);
});

test('a damaged copy is exit code 1, with the first differences', async () => {
  server.store.damage(stream(7), 1, (text) => text.replace('clerk-1', 'clerk-2'));
  const { value, text, exitCode } = await run();
  expect(exitCode).toBe(1);
  expect(value).toMatchObject({ equal: false, differences: 1 });
  expect(text).toMatch(/Event 1 of complaint-bank.000000000007 has other bytes/);
});

test('another direction is refused as a wrong command, a missing address by its name', async () => {
  const program = new Command().exitOverride();
  addMigrateLogCommand(program, () => ({
    json: true,
    say: () => undefined,
    result: () => undefined,
  }));
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr() {} });
  const line = ['migrate-log', '--from', 'kurrentdb', '--to', 'postgres'];
  await expect(program.parseAsync(line, { from: 'user' })).rejects.toThrow(/Allowed choices/);
});

test('an address that is missing or wrong is told by its variable, in both languages', async () => {
  for (const [address, said] of [
    ['', 'is missing'],
    ['nonsense', 'must be a kurrentdb:// address'],
    ['kurrentdb://here:port', 'must be a kurrentdb:// address'],
  ] as const) {
    vi.stubEnv('KURRENTDB_URL', address);
    await expect(run(), address).rejects.toMatchObject({
      because: {
        en: expect.stringContaining(`KURRENTDB_URL: ${said}`) as string,
        zh: expect.stringMatching(/KURRENTDB_URL：(缺少此项|应为)/) as string,
      },
    });
  }
});

test('a server that is away is told with its address and why, without its password', async () => {
  vi.stubEnv('KURRENTDB_URL', 'kurrentdb://admin:hunter2@127.0.0.1:9?tls=false');
  await expect(run()).rejects.toMatchObject({
    exitCode: EXIT.unavailable,
    because: {
      en: expect.stringMatching(/no connection .*@127\.0\.0\.1:9\?tls=false/) as string,
      zh: expect.stringMatching(/没有响应.*@127\.0\.0\.1:9/) as string,
    },
  });
  await expect(run()).rejects.not.toThrow(/hunter2/);
});
