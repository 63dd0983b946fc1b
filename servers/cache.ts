import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder outside any checkout for servers that are obtained once: `$XDG_CACHE_HOME/redress/<name>`, or below
 * `~/.cache`.
 */
export function cacheFolder(name: string): string {
  const given = process.env['XDG_CACHE_HOME'];
  const base = given === undefined || given === '' ? join(homedir(), '.cache') : given;
  const folder = join(base, 'redress', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
