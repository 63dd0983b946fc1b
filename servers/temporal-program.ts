import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { downloadServer } from './download-server.ts';
import { isProgram, programOnPath } from './find-program.ts';
import { locked } from './lock.ts';
import { runCommand } from './run-command.ts';

type Log = (line: string) => void;

/** The release that `servers/temporal/go.mod` pins. */
const VERSION = 'v1.5.1';
const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';

/**
 * Path of Temporal's server program: the one that `REDRESS_TEMPORAL_BIN` names, or that is on PATH or in the cache;
 * else it is downloaded, or built by Go, into the cache outside the checkout. Throws with what to install.
 */
export async function temporalProgram(log: Log = () => undefined): Promise<string> {
  const named = process.env['REDRESS_TEMPORAL_BIN'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`REDRESS_TEMPORAL_BIN names ${named}, which is not a program that can be run.`);
  }
  const onPath = programOnPath('temporal');
  if (onPath !== undefined) return onPath;
  const folder = cacheFolder(`temporal-${VERSION}`);
  const program = join(folder, 'temporal');
  if (isProgram(program)) return program;
  return locked(`${folder}.lock`, async () => {
    if (!isProgram(program)) await bring(program, log);
    return program;
  });
}

async function bring(program: string, log: Log): Promise<void> {
  const faults: string[] = [];
  for (const way of [download, build]) {
    try {
      return await way(program, log);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    [
      'No Temporal server was found, and none could be downloaded or built. Do one of these:',
      '  - install Go 1.26 or newer (https://go.dev/dl), so that it is built once, in about 3 minutes;',
      '  - name the `temporal` program with REDRESS_TEMPORAL_BIN=<path>, or put it on PATH;',
      '  - name a running server with TEMPORAL_ADDRESS=<host>:7233.',
      ...faults.map((fault) => `What was tried: ${fault}`),
    ].join('\n'),
  );
}

async function download(program: string, log: Log): Promise<void> {
  log('downloading Temporal once');
  await downloadServer('dev', program);
}

async function build(program: string, log: Log): Promise<void> {
  if (programOnPath('go') === undefined) throw new Error('Go is not on PATH.');
  log('building Temporal once, about 3 minutes');
  const fresh = `${program}.new`;
  try {
    await runCommand(
      'go',
      ['build', '-mod=readonly', '-trimpath', '-ldflags', '-s -w', '-o', fresh, PACKAGE],
      { cwd: join(import.meta.dirname, 'temporal') },
    );
    renameSync(fresh, program);
  } finally {
    rmSync(fresh, { force: true });
  }
}
