import { Command } from 'commander';
import type { Output } from '../../cli/output.ts';

/** What a command printed as JSON and as text, and what it said meanwhile. */
export type Ran = {
  readonly value: unknown;
  readonly text: string;
  readonly said: readonly string[];
};

/** Runs a line as the terminal does, of a command line that has these commands alone. Rejects as they do. */
export async function runLine(
  add: readonly ((program: Command, out: () => Output) => void)[],
  line: readonly string[],
): Promise<Ran> {
  let printed = { value: undefined as unknown, text: '' };
  const said: string[] = [];
  const output: Output = {
    json: true,
    say: (text) => void said.push(text),
    result: (value, text) => void (printed = { value, text }),
  };
  const program = new Command();
  for (const one of add) one(program, () => output);
  quieten(program);
  await program.parseAsync(line, { from: 'user' });
  return { ...printed, said };
}

/** A line that is wrong is thrown, and not printed as well. */
function quieten(command: Command): void {
  command.exitOverride().configureOutput({ writeErr() {} });
  command.commands.forEach(quieten);
}
