import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { isFree } from '../../servers/free-port.ts';
import { startPostgres } from '../../servers/postgres.ts';
import type { Postgres } from '../../servers/postgres.ts';
import { identify, isAlive } from '../../servers/process-identity.ts';
import { findRunning, kill, stopAll } from '../../servers/running.ts';
import type { Running } from '../../servers/running.ts';
import { temporaryHomes } from './temporary-home.ts';

const newHome = temporaryHomes();

describe('PostgreSQL for a home', () => {
  it('keeps what was committed when it is killed, and comes back at the same address', async () => {
    const home = newHome();
    const first = await startPostgres({ home });
    await ask(first, 'create table said (word text)');
    await ask(first, `insert into said values ('你好')`);

    await kill(runningOf(first));
    const second = await startPostgres({ home });

    expect(second).toMatchObject({ url: first.url, startedHere: true });
    expect(second.pid).not.toBe(first.pid);
    expect(await ask(second, 'select word from said')).toEqual([{ word: '你好' }]);
  });

  it('is found again while it runs, and leaves no process when stopped', async () => {
    const home = newHome();
    const first = await startPostgres({ home });
    const again = await startPostgres({ home });
    expect(again).toMatchObject({ url: first.url, pid: first.pid, startedHere: false });

    await again.stop();

    expect(isAlive(runningOf(first))).toBe(false);
    expect(await isFree(Number(new URL(first.url).port))).toBe(true);
    expect(findRunning(home)).toEqual([]);
  });

  it('is started once when two ask at once', async () => {
    const home = newHome();
    const [one, other] = await Promise.all([startPostgres({ home }), startPostgres({ home })]);
    expect(one.pid).toBe(other.pid);
    expect([one.startedHere, other.startedHere].toSorted()).toEqual([false, true]);
  });

  it('has a port of its own in each home, also when they start at once', async () => {
    const [one, other] = await Promise.all(
      [newHome(), newHome()].map((home) => startPostgres({ home })),
    );
    expect(one?.url).not.toBe(other?.url);
    for (const each of [one, other])
      expect(await ask(each, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is found by its own word when the record of it is lost', async () => {
    const home = newHome();
    const first = await startPostgres({ home });
    rmSync(join(home, 'run', 'postgres.json'));
    const found = await startPostgres({ home });
    expect(found).toMatchObject({ pid: first.pid, url: first.url, startedHere: false });
  });

  it('starts although the number of the killed one belongs to another program', async () => {
    const home = newHome();
    const first = await startPostgres({ home });
    await kill(runningOf(first));
    const file = join(home, 'postgres', 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
    expect(await startPostgres({ home })).toMatchObject({ url: first.url, startedHere: true });
  });

  it('takes another port when that of its last run is taken', async () => {
    const home = newHome();
    const first = await startPostgres({ home });
    await first.stop();
    await using taken = await listen(Number(new URL(first.url).port));
    const second = await startPostgres({ home });
    expect(Number(new URL(second.url).port)).not.toBe(taken.port);
  });

  it('says so when the port it must have is taken', async () => {
    await using taken = await listen(0);
    await expect(startPostgres({ home: newHome(), port: taken.port })).rejects.toThrow(
      `Port ${taken.port} on 127.0.0.1, wanted for postgres, is taken by another program.`,
    );
  });

  it('writes through to the disk, listens on the loopback address, and keeps its password to itself', async () => {
    const home = newHome();
    const server = await startPostgres({ home });
    const asked = await ask(
      server,
      `select name, setting from pg_settings where name in
       ('fsync', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories', 'server_encoding')`,
    );
    expect(Object.fromEntries(asked.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      server_encoding: 'UTF8',
    });
    for (const file of ['postgres.password', 'run/postgres.json']) {
      expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
    }
    const url = new URL(server.url);
    url.password = 'wrong';
    await expect(ask({ ...server, url: url.href }, 'select 1')).rejects.toThrow(/password/);
  });

  it('is the given one where DATABASE_URL names one', async () => {
    const home = newHome();
    vi.stubEnv('DATABASE_URL', 'postgres://somebody@elsewhere/theirs');
    const given = await startPostgres({ home });
    expect(given).toMatchObject({
      url: 'postgres://somebody@elsewhere/theirs',
      startedHere: false,
    });
    expect(findRunning(home)).toEqual([]);
  });
});

describe('when the process that started it is killed', () => {
  it('ends, too', async () => {
    const home = newHome();
    const server = await startElsewhereAndKill(home, 'attached');
    await vi.waitFor(() => expect(isAlive(server)).toBe(false), { timeout: 15_000 });
  });

  it('goes on when it was detached, and is ended by name of its home', async () => {
    const home = newHome();
    const server = await startElsewhereAndKill(home, 'detached');
    expect(findRunning(home)).toMatchObject([
      { name: 'postgres', pid: server.pid, detached: true },
    ]);
    const found = await startPostgres({ home });
    expect(await ask(found, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await stopAll(home)).toEqual(['postgres']);
    expect(isAlive(server)).toBe(false);
  });
});

async function startElsewhereAndKill(home: string, how: 'attached' | 'detached') {
  const script = join(import.meta.dirname, 'start-and-wait.ts');
  const starter = spawn(process.execPath, [script, home, how], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: process.env,
  });
  const pid = await new Promise<number>((resolve, reject) => {
    starter.once('exit', (code) => reject(new Error(`The starter ended: ${code ?? ''}`)));
    starter.stdout.setEncoding('utf8').on('data', (text: string) => {
      const number = /started (\d+)/.exec(text)?.[1];
      if (number !== undefined) resolve(Number(number));
    });
  });
  const server = identify(pid);
  expect(isAlive(server)).toBe(true);
  starter.removeAllListeners('exit').kill('SIGKILL');
  return server;
}

function runningOf({ running }: Postgres): Running {
  if (running === undefined) throw new Error('Nothing was started.');
  return running;
}

async function ask(server: Postgres | undefined, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server?.url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function listen(wished: number) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(wished, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
