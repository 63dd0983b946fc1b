import { existsSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

/** A folder for what another account must reach; the one that outlives a restart of the machine, where there is one. */
export function publicFolder(): string {
  const found = ['/var/tmp', tmpdir()].find((path) => existsSync(path) && isOpenToAll(path));
  if (found === undefined)
    throw new Error('No folder for temporary files is open to every account.');
  return realpathSync(found);
}

/** Whether every account may pass through all folders down to `path`, itself included. */
export function isOpenToAll(path: string): boolean {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
