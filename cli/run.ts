import { CommanderError } from 'commander';
import { EXIT, explain } from './output.ts';
import { secretsFromFiles } from '../workers/secret-files.ts';
import { redress } from './program.ts';
import { usageWords } from './usage-words.ts';

/** Runs a line of the command line; answers the exit code when it did not come to its end. */
export async function run(line: readonly string[]): Promise<number | undefined> {
  const { program, out } = redress();
  try {
    Object.assign(process.env, secretsFromFiles(process.env));
    await program.parseAsync(line, { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) return explain(error, out().json);
    if (error.exitCode === 0) return EXIT.done;
    // The line was not understood, so nobody has read its options yet.
    if (line.includes('--json')) {
      const message = error.code === 'commander.help' ? 'a command is missing' : error.message;
      const failed = message.replace(/^error: /, '');
      // Of a suggestion behind it there is no need to a program.
      const zh = usageWords(failed.split('\n')[0] ?? failed) ?? failed;
      const said = { failed, because: { en: failed, zh }, exitCode: EXIT.usage };
      process.stdout.write(`${JSON.stringify(said)}\n`);
    }
    return EXIT.usage;
  }
}
