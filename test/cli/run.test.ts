import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EXIT } from '../../cli/output.ts';
import { redress } from '../../cli/program.ts';
import { run } from '../../cli/run.ts';

let home = '';
const written = { out: '', err: '' };
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'redress-run-'));
  vi.stubEnv('REDRESS_HOME', home);
  Object.assign(written, { out: '', err: '' });
  vi.spyOn(process.stdout, 'write').mockImplementation(
    (text) => (written.out += String(text)) !== '',
  );
  vi.spyOn(process.stderr, 'write').mockImplementation(
    (text) => (written.err += String(text)) !== '',
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const said = (): unknown => JSON.parse(written.out);
const inBoth = (en: unknown) => ({
  en,
  zh: expect.stringMatching(/\p{Script=Han}/u) as string,
});

describe('a line that cannot be understood', () => {
  test.each<[string, string, string]>([
    ['--nonsense', "unknown option '--nonsense'", 'redress --help'],
    ['case show', "missing required argument 'case'", 'redress case show --help'],
    ['case nosuch', "unknown command 'nosuch'", 'redress case --help'],
    ['demo --cases', "option '--cases <n>' argument missing", 'redress demo --help'],
    ['calendar list x', "too many arguments for 'list'", 'redress calendar list --help'],
    ['token --role king', 'is invalid', 'redress token --help'],
    ['regime explain us-cfpb respond', 'not specified', 'redress regime explain --help'],
  ])('`%s` says so in a line, and where help is', async (line, failed, help) => {
    expect(await run(line.split(' '))).toBe(EXIT.usage);
    expect(written.out).toBe('');
    expect(written.err).toMatch(/^error: [^\n]*\n[^\n]*\n$/);
    expect(written.err).toContain(failed);
    expect(written.err).toMatch(/^error: .* · \p{Script=Han}[^\n]*\n/u);
    expect(written.err).toContain(`See \`${help}\`.`);
    expect(await run([...line.split(' '), '--json'])).toBe(EXIT.usage);
    expect(said()).toEqual({
      failed: expect.stringContaining(failed) as string,
      because: inBoth(expect.stringContaining(failed)),
      exitCode: EXIT.usage,
    });
  });

  test('a group without a command shows its help, and says with --json what is missing', async () => {
    expect(await run(['case', '--json'])).toBe(EXIT.usage);
    expect(written.err).toMatch(/^Usage: redress case/);
    expect(said()).toEqual({
      failed: 'a command is missing',
      because: { en: 'a command is missing', zh: '缺少子命令' },
      exitCode: EXIT.usage,
    });
  });

  test('help itself is no failure', async () => {
    expect(await run(['case', '--help', '--json'])).toBe(EXIT.done);
    expect(written.out).toMatch(/^Usage: redress case/);
  });
});

test.each([
  'letter nosuch',
  'regime show nosuch',
  'regime show cn-nfra-2020@1999',
  'regime diff cn-nfra-2020 nosuch',
  'regime explain nosuch decide --from 2026-03-02',
  'regime explain cn-nfra-2020 nosuch --from 2026-03-02',
  'regime deadlines cn-nfra-2020 nosuch --from 2026-03-02',
])('`%s` names what nobody knows, and what there is', async (line) => {
  expect(await run([...line.split(' '), '--json'])).toBe(EXIT.badInput);
  const failed: unknown = expect.stringMatching(/(there is|it has) \S+/);
  expect(said()).toEqual({
    failed,
    because: inBoth(failed),
    exitCode: EXIT.badInput,
  });
});

test.each<[string, number]>([
  ['audit heads --institution NoBank', EXIT.usage],
  ['audit keys --institution NoBank', EXIT.usage],
  ['audit consistency 1 2 --institution NoBank', EXIT.usage],
  ['audit rotate-key --as li --institution NoBank', EXIT.usage],
  ['whatif --period 2026-Q1 --institution NoBank', EXIT.usage],
  ['figure import --as li --institution nobank', EXIT.badInput],
])('`%s` says what is wrong with the institution, in both languages', async (line, exitCode) => {
  expect(await run([...line.split(' '), '--json'])).toBe(exitCode);
  const failed: unknown = expect.stringMatching(/nobank/i);
  expect(said()).toEqual({ failed, because: inBoth(failed), exitCode });
});

test('what a file has wrong is said in both languages, datum by datum', async () => {
  const file = join(home, 'wrong.json');
  writeFileSync(file, JSON.stringify({ name: 'X', clocks: [] }));
  expect(await run(['regime', 'show', file])).toBe(EXIT.badInput);
  expect(written.err).toContain(
    'name: must be lower-case words joined by hyphens · 应为小写单词并以连字符连接',
  );
  expect(written.err).toContain('clocks: must have at least 1 element · 至少 1 项');
  expect(written.err).toMatch(/不是有效的监管规则文件/);
});

test('the help of every command has an example', () => {
  const without = [...commandsOf(redress().program, 'redress')].filter(([, command]) => {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    return !/\n(Examples?:\n {2}.*|Start with: )redress /.test(help);
  });
  expect(without.map(([name]) => name)).toEqual([]);
});

function* commandsOf(command: Command, name: string): Generator<readonly [string, Command]> {
  yield [name, command];
  for (const child of command.commands) yield* commandsOf(child, `${name} ${child.name()}`);
}
