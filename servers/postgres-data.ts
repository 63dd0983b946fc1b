import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandLine } from './process-identity.ts';
import { isOpenToAll, publicFolder } from './public-folder.ts';
import { runCommand } from './run-command.ts';

export const OWNER = 'redress';
/** Above every process number a system gives. */
const NOBODYS_PROCESS = 4_194_305;

/** A cluster on disk, and the password of its owner. */
export type Cluster = { readonly data: string; readonly password: string };

/** The cluster of a home, made on first use; `uid` is the account that runs it, when not ours. */
export async function openCluster(
  home: string,
  programs: string,
  uid: number | undefined,
  log?: (line: string) => void,
): Promise<Cluster> {
  const data = dataFolder(home, uid);
  const passwordFile = join(home, 'postgres.password');
  if (existsSync(data)) {
    if (existsSync(passwordFile)) return { data, password: readFileSync(passwordFile, 'utf8') };
    throw new Error(
      `The password of the database in ${data} is missing: bring ${passwordFile} back, or remove both to begin anew.`,
    );
  }
  log?.(`Making the database in ${data}`);
  const password = randomBytes(18).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  await makeCluster({ data, password }, programs, uid);
  return { data, password };
}

/** Number and port of the server that holds a cluster, as the cluster itself says. */
export function holderOf({
  data,
}: Cluster): { readonly pid: number; readonly port: number } | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const command = commandLine(pid);
  if (command.includes(`-D ${data} `)) return { pid, port };
  // After a crash the number may belong to another program, for which PostgreSQL would then wait. The rest of the
  // file must stay: by it PostgreSQL sees whether old processes still use the data.
  if (command !== '') writeFileSync(file, [NOBODYS_PROCESS, ...lines.slice(1)].join('\n'));
  return undefined;
}

async function makeCluster(
  { data, password }: Cluster,
  programs: string,
  uid: number | undefined,
): Promise<void> {
  // initdb that is cut short leaves half a cluster, so the place becomes the cluster's only when it is whole.
  const fresh = `${data}.new`;
  const given = `${data}.initial`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(given, password, { mode: 0o600 });
  if (uid !== undefined) for (const path of [fresh, given]) chownSync(path, uid, uid);
  try {
    await runCommand(
      join(programs, 'bin', 'initdb'),
      [
        ...['--pgdata', fresh, '--username', OWNER, '--pwfile', given],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
      ],
      {
        cwd: fresh,
        environment: postgresEnvironment(programs),
        ...(uid === undefined ? {} : { uid }),
      },
    );
    renameSync(fresh, data);
  } finally {
    rmSync(given, { force: true });
  }
}

/** What PostgreSQL's programs may know of our environment, and where their libraries are. */
export function postgresEnvironment(programs: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, LD_LIBRARY_PATH: join(programs, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Where the cluster lies: in its home. Only when that is below a folder which the server's account may not pass, as
 * /root is, it lies in a public folder (in a subfolder that only this account enters), and the home says where.
 */
function dataFolder(home: string, uid: number | undefined): string {
  const inside = join(realpathSync(home), 'postgres');
  if (uid === undefined) return inside;
  if (isOpenToAll(dirname(realpathSync(home)))) {
    chmodSync(home, statSync(home).mode | 0o011);
    return inside;
  }
  const note = join(home, 'postgres.place');
  if (!existsSync(note)) {
    const made = mkdtempSync(join(publicFolder(), 'redress-data-'));
    chmodSync(made, 0o711);
    writeFileSync(note, made);
  }
  const place = readFileSync(note, 'utf8');
  if (existsSync(place)) return join(place, 'postgres');
  throw new Error(
    `The database of ${home} lay in ${place}, and is gone: bring it back, or remove ${note} to begin with an empty one.`,
  );
}
