import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { removeHome } from '../../../servers/postgres.ts';
import { findRunning } from '../../../servers/running.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'cli', 'main.ts');
const homes: string[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await removeHome(home);
});

type Started = {
  readonly home: string;
  readonly child: ChildProcess;
  readonly written: () => string;
  readonly ended: Promise<number | null>;
};

function demo(...args: readonly string[]): Started {
  const home = mkdtempSync(join(tmpdir(), 'redress-demo-'));
  chmodSync(home, 0o755);
  homes.push(home);
  const child = spawn(process.execPath, [MAIN, 'demo', ...args], {
    env: { ...process.env, REDRESS_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (text += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { home, child, written: () => text, ended };
}

test('stays up until Ctrl-C with its addresses alive, and leaves nothing running', async () => {
  const { home, child, written, ended } = demo('--cases', '2');
  await expect.poll(written, { timeout: 100_000 }).toMatch(/stays up until Ctrl-C/);
  const docs = /http:\/\/\S+\/docs/.exec(written())?.[0] ?? '';
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect((await fetch(docs)).status).toBe(200);
  expect(written()).toMatch(/cases signed off/);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(findRunning(home)).toEqual([]);
});

test('interrupted while it starts it says so, ends soon and leaves nothing running', async () => {
  const { home, child, written, ended } = demo('--cases', '2');
  await expect.poll(() => findRunning(home).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const interruptedAt = performance.now();
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(written()).toMatch(/Interrupted/);
  expect(performance.now() - interruptedAt).toBeLessThan(30_000);
  await expect.poll(() => findRunning(home), { timeout: 20_000 }).toEqual([]);
});
