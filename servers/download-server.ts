import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from './run-command.ts';

/** The two servers that the SDK can download: Temporal's development server, and the one that skips time. */
export type Downloadable = 'dev' | 'time-skipping';

/** Milliseconds without a new byte after which a download counts as failed. */
const SILENCE = 10_000;

/**
 * Lets the SDK download a server to `target`. The SDK does so only on its way to start one and cannot be told to give
 * up, so it works in a process of its own, which is ended when no bytes arrive. Throws when the network is closed.
 */
export async function downloadServer(server: Downloadable, target: string): Promise<void> {
  const folder = mkdtempSync(join(dirname(target), 'download-'));
  const silent = new AbortController();
  const watch = watchGrowth(folder, () => silent.abort());
  try {
    const script = join(import.meta.dirname, 'download-server-process.ts');
    await runCommand(process.execPath, [...process.execArgv, script, server, folder], {
      signal: silent.signal,
    });
    const [file] = readdirSync(folder);
    if (file === undefined) throw new Error('nothing arrived');
    chmodSync(join(folder, file), 0o755);
    renameSync(join(folder, file), target);
  } catch (error) {
    const why = silent.signal.aborted ? `no bytes for ${SILENCE / 1_000} s` : lastLine(error);
    throw new Error(`The download of Temporal's ${server} server failed: ${why}`, { cause: error });
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true, force: true });
  }
}

function watchGrowth(folder: string, onSilence: () => void): NodeJS.Timeout {
  let [size, since] = [0, performance.now()];
  return setInterval(() => {
    const now = sizeOf(folder);
    if (now !== size) [size, since] = [now, performance.now()];
    else if (performance.now() - since > SILENCE) onSilence();
  }, SILENCE / 10);
}

function sizeOf(folder: string): number {
  let size = 0;
  for (const file of readdirSync(folder)) {
    size += statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0;
  }
  return size;
}

function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .split('\n')
      .findLast((line) => /error|failed/i.test(line))
      ?.trim() ?? text
  );
}
