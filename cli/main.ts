import { CommanderError } from 'commander';
import { EXIT, explain } from './output.ts';
import { redress } from './program.ts';

const { program, out } = redress();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError
      ? error.exitCode === 0
        ? EXIT.done
        : EXIT.usage
      : explain(error, out().json);
}
