import { readFileSync } from 'node:fs';
import { repeatedNames } from '../api/repeated-names.ts';
import { CommandFailed, EXIT } from './output.ts';

/** A file's text, or that of standard input for `-`. */
export function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read: ${(error as Error).message}`, EXIT.usage);
  }
}

export function readJson(file: string): unknown {
  return parseJson(read(file), file);
}

export function parseJson(text: string, name: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new CommandFailed(`${name} is not JSON: ${(error as Error).message}`, EXIT.usage);
  }
  const repeated = repeatedNames(text, name).map(({ at, message }) => `${at} ${message}.`);
  // Sent on, only the last of them would arrive.
  if (repeated.length > 0) throw new CommandFailed(repeated.join(' '), EXIT.usage);
  return parsed;
}
