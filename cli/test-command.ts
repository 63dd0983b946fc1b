import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { runCommand } from '../servers/run-command.ts';
import { timeSkippingServer } from '../servers/temporal-test.ts';
import { temporalProgram } from '../servers/temporal-program.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

const ROOT = join(import.meta.dirname, '..');

/** `test`: set-up, then types, lint, dependency rules and all tests, also those on real servers. */
export function addTestCommand(program: Command, out: () => Output): void {
  program
    .command('test')
    .description('all set-up, then types, lint, dependency rules and all tests · 全部检查与测试')
    .argument('[files...]', 'only these test files')
    .addHelpText('after', '\nExample:\n  redress test test/workflows')
    .action(async (files: readonly string[]) => {
      const { say } = out();
      await obtainServers(say);
      if (files.length === 0)
        for (const [name, script] of checks) {
          say(pc.bold(`— ${name}`));
          await run(script);
        }
      say(pc.bold('— tests'));
      await run(['vitest', 'run', ...files]);
      out().result({ passed: true }, pc.green('All checks and tests passed.'));
    });
}

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['tsc', '--noEmit']],
  ['types of the pure folders', ['tsc', '--noEmit', '-p', 'tsconfig.pure.json']],
  ['lint', ['eslint', '.']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['dependency rules', ['depcruise', '--config', '.dependency-cruiser.json', '.']],
];

/** A server that cannot be had fails the run here, with what to install; nothing is skipped. */
async function obtainServers(say: (line: string) => void): Promise<void> {
  try {
    await temporalProgram(say);
    await runCommand('java', ['-version']).catch((error: unknown) => {
      throw new Error('Tests that skip time need Java 17 or newer: it is not on PATH.', {
        cause: error,
      });
    });
    await timeSkippingServer();
  } catch (error) {
    throw new CommandFailed(
      error instanceof Error ? error.message : String(error),
      EXIT.unavailable,
      error,
    );
  }
}

async function run([program = '', ...args]: readonly string[]): Promise<void> {
  const child = spawn(join(ROOT, 'node_modules', '.bin', program), args, {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(EXIT.fault));
    child.once('close', (status) => resolve(status ?? EXIT.fault));
  });
  if (code !== 0) throw new CommandFailed(`${program} failed.`, EXIT.refused);
}
