import { spawn } from 'node:child_process';

export type CommandOptions = {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Number of the account and group it runs under, when not ours. */
  readonly uid?: number;
  /** Ends the program, and what it started, when aborted. */
  readonly signal?: AbortSignal;
};

/** Runs a program to its end; answers its output, and throws with the end of that when it failed. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: options.environment ?? process.env,
    detached: options.signal !== undefined,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  options.signal?.addEventListener('abort', () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (status, signal) => resolve(status ?? signal));
  });
  if (code !== 0) {
    throw new Error(`${command} ${args[0] ?? ''} failed (${code ?? ''}):\n${output.slice(-2_000)}`);
  }
  return output;
}
