import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { programOnPath } from './find-program.ts';
import { locked } from './lock.ts';
import { runCommand } from './run-command.ts';

/** The release that `servers/kafka/pom.xml` pins. */
const VERSION = '4.1.0';

/**
 * The folder of Kafka's libraries, for a Java class path. Maven brings them into the cache outside the checkout once.
 * Throws with what to install, or which server to name instead.
 */
export async function kafkaLibraries(log: (line: string) => void = () => undefined) {
  const folder = cacheFolder(`kafka-${VERSION}`);
  const libraries = join(folder, 'lib');
  const missing = ['java', 'mvn'].filter((name) => programOnPath(name) === undefined);
  if (missing.includes('java')) throw notObtained(`Not on PATH: ${missing.join(', ')}.`);
  if (existsSync(libraries)) return libraries;
  return locked(`${folder}.lock`, async () => {
    if (existsSync(libraries)) return libraries;
    if (missing.length > 0) throw notObtained(`Not on PATH: ${missing.join(', ')}.`);
    log('fetching Kafka once, 43 MB');
    await bring(libraries);
    return libraries;
  });
}

async function bring(libraries: string): Promise<void> {
  const fresh = `${libraries}.new`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    await runCommand('mvn', [
      ...['--batch-mode', '--quiet'],
      ...['--file', join(import.meta.dirname, 'kafka', 'pom.xml')],
      ...['dependency:copy-dependencies', `-DoutputDirectory=${fresh}`],
    ]);
  } catch (error) {
    throw notObtained(error instanceof Error ? error.message : String(error), error);
  }
  renameSync(fresh, libraries);
}

function notObtained(why: string, cause?: unknown): Error {
  return new Error(
    [
      'No Kafka was found, and none could be fetched. Do one of these:',
      '  - install Java 17 and Maven (on Debian: apt-get install openjdk-17-jre-headless maven);',
      '  - name running brokers with KAFKA_BROKERS=<host>:9092.',
      `What was tried: ${why}`,
    ].join('\n'),
    { cause },
  );
}
