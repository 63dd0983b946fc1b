import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { programOnPath } from '../../servers/find-program.ts';

const LAUNCHER = join(import.meta.dirname, '..', '..', 'redress');
let checkout = '';

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'redress launcher-'));
  copyFileSync(LAUNCHER, join(checkout, 'redress'));
  mkdirSync(join(checkout, 'cli'));
  writeFileSync(
    join(checkout, 'cli', 'main.ts'),
    `const said: readonly string[] = process.argv.slice(2);
     console.log(JSON.stringify(said));
     process.exitCode = said.includes('fail') ? 7 : 0;`,
  );
  write('package.json', { name: 'checkout', version: '1.0.0', private: true });
  writeLock('1.0.0');
  mkdirSync(join(checkout, 'path'));
  program(
    'npm',
    `echo installed >> '${checkout}/installs'\nexec '${programOnPath('npm') ?? ''}' "$@"`,
  );
});

afterEach(() => rmSync(checkout, { recursive: true, force: true }));

it('installs once, says so once, and hands on arguments and exit code', async () => {
  const first = await launch(['case', 'show', 'two words', '']);
  expect(first).toMatchObject({ code: 0, output: '["case","show","two words",""]\n' });
  expect(first.errors).toMatch(/^Installing packages/);
  expect(await launch(['fail'])).toEqual({ code: 7, output: '["fail"]\n', errors: '' });
  expect(installs()).toBe(1);
});

it('installs again when the list of packages has changed', async () => {
  await launch([]);
  writeLock('1.0.1');
  write('package.json', { name: 'checkout', version: '1.0.1', private: true });
  expect((await launch([])).errors).toMatch(/^Installing packages/);
  expect(installs()).toBe(2);
});

it('installs once when two are launched at once', async () => {
  const both = await Promise.all([launch(['one']), launch(['other'])]);
  expect(both).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect(installs()).toBe(1);
});

it('takes over from a launcher that was killed while it installed, and only one does', async () => {
  const killed = spawn('true');
  await new Promise((resolve) => killed.once('close', resolve));
  symlinkSync(String(killed.pid), join(checkout, '.redress-installing'));
  const both = await Promise.all([launch(['one']), launch(['other'])]);
  expect(both).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect(installs()).toBe(1);
});

it('finds its checkout through links', async () => {
  symlinkSync('redress', join(checkout, 'beside'));
  symlinkSync(join(checkout, 'beside'), join(checkout, 'path', 'linked'));
  const linked = await launch(['here'], { file: join(checkout, 'path', 'linked') });
  expect(linked).toMatchObject({ code: 0, output: '["here"]\n' });
});

it('shows what npm said when it failed, and leaves no lock', async () => {
  program('npm', 'echo the registry is on fire >&2\nexit 1');
  const failed = await launch([]);
  expect(failed).toMatchObject({ code: 69, output: '' });
  expect(failed.errors).toMatch(/the registry is on fire\n.*could not be installed/s);
  expect(existsSync(join(checkout, '.redress-installing'))).toBe(false);
});

it('names what is missing or too old', async () => {
  const bare = join(checkout, 'bare');
  mkdirSync(bare);
  for (const name of ['dirname', 'readlink'])
    symlinkSync(programOnPath(name) ?? '', join(bare, name));
  const without = await launch([], { path: bare });
  expect(without.code).toBe(69);
  expect(without.errors).toMatch(/Node is missing/);

  program('node', 'case $1 in -p) echo 18 ;; *) echo v18.20.0 ;; esac');
  const old = await launch([]);
  expect(old.code).toBe(69);
  expect(old.errors).toMatch(/Node v18\.20\.0 is too old/);
});

function write(file: string, content: object): void {
  writeFileSync(join(checkout, file), JSON.stringify(content));
}

function writeLock(version: string): void {
  const packages = { '': { name: 'checkout', version } };
  write('package-lock.json', { name: 'checkout', version, lockfileVersion: 3, packages });
}

function program(name: string, script: string): void {
  const file = join(checkout, 'path', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function installs(): number {
  return readFileSync(join(checkout, 'installs'), 'utf8').trim().split('\n').length;
}

async function launch(
  args: readonly string[],
  { file = join(checkout, 'redress'), path = '' }: { file?: string; path?: string } = {},
): Promise<{ code: number | null; output: string; errors: string }> {
  // The Node that runs this test stands for one of the system's: no Node comes with the packages of this checkout.
  const usual = [join(checkout, 'path'), dirname(process.execPath), process.env['PATH'] ?? ''];
  const child = spawn('/bin/sh', [file, ...args], {
    cwd: tmpdir(),
    env: { ...process.env, PATH: path === '' ? usual.join(delimiter) : path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.errors += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}
