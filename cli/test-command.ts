import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import type { Text } from '../events/envelope.ts';
import { runCommand } from '../servers/run-command.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

const ROOT = join(import.meta.dirname, '..');

/** The checks before the tests; each is a script of package.json, so that it can be run alone with npm. */
const CHECKS = ['types', 'lint', 'boundaries'] as const;

/** `test`: set-up, then types, lint, dependency rules and all tests, also those on real servers. */
export function addTestCommand(program: Command, out: () => Output): void {
  program
    .command('test')
    .description('all set-up, then types, lint, dependency rules and all tests · 全部检查与测试')
    .argument('[files...]', 'only these test files or folders, without the checks')
    .addHelpText(
      'after',
      '\nExamples:\n  redress test\n  redress test test/workflows\n  redress test test/tidy.test.ts',
    )
    .action((files: readonly string[]) => testAll(files, out()));
}

/** Everything is run, whatever failed before it, so that one run shows all there is to mend. */
async function testAll(files: readonly string[], output: Output): Promise<void> {
  const unknown = files.filter((file) => !existsSync(join(ROOT, file)) && !existsSync(file));
  if (unknown.length > 0)
    throw new CommandFailed(
      {
        en: `No test file or folder is called ${unknown.join(', ')}.`,
        zh: `没有名为 ${unknown.join('、')} 的测试文件或文件夹。`,
      },
      EXIT.usage,
    );
  output.say(pc.bold('— servers'));
  await obtainServers(output.say);
  const failed: string[] = [];
  if (files.length === 0) {
    const scripts = scriptsOfPackage();
    for (const name of CHECKS) {
      output.say(pc.bold(`— ${name}`));
      if (!(await succeeds('sh', ['-c', scripts[name]], output))) failed.push(name);
    }
  }
  output.say(pc.bold('— tests'));
  const vitest = join(ROOT, 'node_modules', '.bin', 'vitest');
  if (!(await succeeds(vitest, ['run', ...files], output))) failed.push('tests');
  if (failed.length > 0) throw new CommandFailed(adviceOn(failed), EXIT.refused);
  const what = files.length === 0 ? 'All checks and tests passed.' : 'These tests passed.';
  output.result({ passed: true }, pc.green(what));
}

function adviceOn(failed: readonly string[]): Text {
  const again = failed.map((name) =>
    name === 'tests' ? './redress test <file>' : `npm run ${name}`,
  );
  return {
    en: `Failed: ${failed.join(', ')}; what failed stands above. Once mended, alone: ${again.join(', ')}`,
    zh: `未通过：${failed.join('、')}，详情见上。修正后可单独运行：${again.join('、')}`,
  };
}

/** A server that cannot be had fails the run here, with what to install; nothing is skipped. */
async function obtainServers(say: (line: string) => void): Promise<void> {
  const { temporalProgram } = await import('../servers/temporal-program.ts');
  const { timeSkippingServer } = await import('../servers/temporal-test.ts');
  try {
    if ((process.env['TEMPORAL_ADDRESS'] ?? '') === '') await temporalProgram(say);
    say('obtaining the test server that skips time, once');
    const server = await timeSkippingServer();
    // Brought by Maven it is a script that runs Java; downloaded it is a program of its own.
    if (existsSync(join(dirname(server), 'lib'))) await checkJava();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(
      {
        en: `The tests need a server that cannot be had.\n${why}`,
        zh: '测试所需的服务器无法取得，原因如上。',
      },
      EXIT.unavailable,
    );
  }
}

async function checkJava(): Promise<void> {
  try {
    await runCommand('java', ['-version']);
  } catch (cause) {
    throw new Error(
      'Tests that skip time need Java 17 or newer, which is not on PATH or does not run. ' +
        'On Debian: apt-get install openjdk-17-jre-headless.',
      { cause },
    );
  }
}

function scriptsOfPackage(): { readonly [Name in (typeof CHECKS)[number]]: string } {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { [Name in (typeof CHECKS)[number]]: string };
  };
  return scripts;
}

/** With `--json` what a check says goes to standard error. */
async function succeeds(
  program: string,
  args: readonly string[],
  { json }: Output,
): Promise<boolean> {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', json ? process.stderr : 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  return code === 0;
}
