import { CommanderError } from 'commander';
import { EXIT, explain } from './output.ts';
import { redress } from './program.ts';

const { program, out } = redress();

// Whoever reads our output, `head` for one, may have seen enough.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

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
