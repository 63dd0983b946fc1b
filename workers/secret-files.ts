import { readFileSync } from 'node:fs';

/** Variables that hold a password; each may be given as the file that holds it, by its name with `_FILE`. */
export const SECRETS = [
  'DATABASE_URL',
  'DATABASE_APPLICATION_URL',
  'KURRENTDB_URL',
  'KAFKA_SASL_PASSWORD',
  'TEMPORAL_API_KEY',
  'REDRESS_TOKEN',
] as const;

/**
 * The secrets that an environment names files for, as containers hand them out, so that none stands in the environment
 * of a service. Throws when one cannot be read, or is given both ways.
 */
export function secretsFromFiles(environment: NodeJS.ProcessEnv): {
  readonly [name: string]: string;
} {
  const found: Record<string, string> = {};
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`] ?? '';
    if (file === '') continue;
    if ((environment[name] ?? '') !== '')
      throw new Error(`Both ${name} and ${name}_FILE are given: give one of them.`);
    try {
      found[name] = readFileSync(file, 'utf8').trim();
    } catch {
      throw new Error(`${name}_FILE: ${file} cannot be read.`);
    }
  }
  return found;
}
