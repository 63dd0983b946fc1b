import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { downloadServer } from './download-server.ts';
import { isProgram, programOnPath } from './find-program.ts';
import { locked } from './lock.ts';
import { runCommand } from './run-command.ts';

/** The release that `servers/temporal-test/pom.xml` pins. */
const VERSION = '1.31.0';

/**
 * Path of Temporal's time-skipping test server, to be handed to `TestWorkflowEnvironment.createTimeSkipping` as
 * `{ server: { executable: { type: 'existing-path', path } } }`. Maven brings it into the cache once; without Maven
 * or Java, the SDK downloads it. Its timers fire up to a second before their instant. Throws with what to install.
 */
export async function timeSkippingServer(): Promise<string> {
  const folder = cacheFolder(`temporal-test-${VERSION}`);
  const program = join(folder, 'temporal-test-server');
  if (isProgram(program)) return program;
  return locked(`${folder}.lock`, async () => {
    if (!isProgram(program)) await bring(folder, program);
    return program;
  });
}

async function bring(folder: string, program: string): Promise<void> {
  const missing = ['java', 'mvn'].filter((name) => programOnPath(name) === undefined);
  try {
    if (missing.length === 0) await bringByMaven(folder, program);
    else await downloadServer('time-skipping', program);
  } catch (error) {
    throw new Error(
      [
        missing.length === 0
          ? 'Maven could not bring the test server that skips time.'
          : `Tests that skip time need Java 17 and Maven; not on PATH: ${missing.join(', ')}.`,
        'On Debian: apt-get install openjdk-17-jre-headless maven.',
        `What was tried: ${error instanceof Error ? error.message : String(error)}`,
      ].join('\n'),
      { cause: error },
    );
  }
}

async function bringByMaven(folder: string, program: string): Promise<void> {
  const libraries = join(folder, 'lib');
  rmSync(libraries, { recursive: true, force: true });
  await runCommand('mvn', [
    ...['--batch-mode', '--quiet'],
    ...['--file', join(import.meta.dirname, 'temporal-test', 'pom.xml')],
    ...['dependency:copy-dependencies', `-DoutputDirectory=${libraries}`],
  ]);
  const script =
    '#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n';
  writeFileSync(`${program}.new`, script);
  chmodSync(`${program}.new`, 0o755);
  renameSync(`${program}.new`, program);
}
