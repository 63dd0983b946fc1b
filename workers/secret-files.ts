import { readFileSync } from 'node:fs';
import { WrongSetting } from './wrong-setting.ts';

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
      throw new WrongSetting({
        en: `Both ${name} and ${name}_FILE are given: give one of them.`,
        zh: `${name} 和 ${name}_FILE 均已给出，只能给出其中之一。`,
      });
    try {
      found[name] = readFileSync(file, 'utf8').trim();
    } catch {
      throw new WrongSetting({
        en: `${name}_FILE: ${file} cannot be read.`,
        zh: `${name}_FILE：无法读取 ${file}。`,
      });
    }
  }
  return found;
}
