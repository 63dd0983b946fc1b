import { mkdirSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { OWNER, holderOf, openCluster, postgresEnvironment } from './postgres-data.ts';
import type { Cluster } from './postgres-data.ts';
import { postgresPrograms } from './postgres-programs.ts';
import { identify } from './process-identity.ts';
import { obtainServer, stop, stopAll } from './running.ts';
import type { Running } from './running.ts';

export type PostgresWish = {
  /** The folder of everything that belongs together; made when missing. */
  readonly home: string;
  /** The port it must have; without it the one of the last run, the usual one, or any free one. */
  readonly port?: number;
  /** Whether it goes on when we end. Otherwise it ends with us, even when we are killed. */
  readonly detached?: boolean;
  /** Told of what takes long. */
  readonly log?: (line: string) => void;
};

export type Postgres = {
  /** Address of the database `redress`, for its owner. */
  readonly url: string;
  /** The server's process, where it is one of this home's; none for a given DATABASE_URL. */
  readonly running?: Running;
  readonly pid?: number;
  /** Whether this call started it; whoever did, ends it. */
  readonly startedHere: boolean;
  /** Ends the server of this home, whoever started it; leaves a given one alone. */
  readonly stop: () => Promise<void>;
};

const NAME = 'postgres';
const DATABASE = 'redress';
const USUAL_PORT = 5_432;
/** PostgreSQL refuses to run as root: then it runs as nobody. */
const NOBODY = 65_534;
/** SIGTERM would wait for every client to leave. */
const FAST_SHUTDOWN = 'SIGINT';

const settings = [
  ['listen_addresses', '127.0.0.1'],
  ['unix_socket_directories', ''],
  ['max_connections', '200'],
  ['shared_buffers', '128MB'],
  ['log_min_messages', 'warning'],
  // Statements and details may hold what nobody should read in a log file.
  ['log_min_error_statement', 'panic'],
  ['log_error_verbosity', 'terse'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/**
 * A PostgreSQL for a home: the one that `DATABASE_URL` names, or the one that runs for this home, or the one of our
 * packages, started. It commits with fsync and listens on the loopback address only. Killed, it recovers when it is
 * started again, at the same port. A string is short for `{ home }`.
 */
export async function startPostgres(wanted: PostgresWish | string): Promise<Postgres> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    return { url: given, startedHere: false, stop: () => Promise.resolve() };
  }
  const wish = typeof wanted === 'string' ? { home: wanted } : wanted;
  mkdirSync(wish.home, { recursive: true });
  const { running, startedHere } = await obtain(wish);
  const url = running.addresses['url'] ?? '';
  return { url, running, pid: running.pid, startedHere, stop: () => stop(running) };
}

/** Ends everything of a home that is no longer wanted, and removes it with its data, also where those lie elsewhere. */
export async function removeHome(home: string): Promise<void> {
  await stopAll(home);
  const note = join(home, 'postgres.place');
  const place = existsSync(note) ? readFileSync(note, 'utf8') : undefined;
  for (const folder of [home, place]) {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function obtain({ home, port, detached = false, log }: PostgresWish) {
  const uid = process.getuid?.() === 0 ? NOBODY : undefined;
  const programs = await postgresPrograms(uid);
  let cluster: Cluster | undefined;
  const opened = async (): Promise<Cluster> =>
    (cluster ??= await openCluster(home, programs, uid, log));
  return obtainServer({
    home,
    name: NAME,
    polite: FAST_SHUTDOWN,
    detached,
    ports: { port: { usual: USUAL_PORT, ...(port === undefined ? {} : { must: port }) } },
    // A killed server, and its children, may need a moment to be gone.
    passing: /shared memory block .* is still in use|lock file "postmaster.pid" already exists/s,
    isReady: ({ url = '' }) => ensureDatabase(url),
    adopt: async () => adopted(await opened()),
    plan: async (ports) => {
      const { data, password } = await opened();
      return {
        command: join(programs, 'bin', 'postgres'),
        args: ['-D', data, '-p', String(ports['port']), ...settings],
        environment: postgresEnvironment(programs),
        cwd: dirname(data),
        addresses: { url: addressOf(password, ports['port'] ?? USUAL_PORT) },
        ...(uid === undefined ? {} : { uid }),
      };
    },
  });
}

function adopted(cluster: Cluster): Running | undefined {
  const holder = holderOf(cluster);
  if (holder === undefined) return undefined;
  return {
    ...identify(holder.pid),
    name: NAME,
    polite: FAST_SHUTDOWN,
    detached: true,
    since: new Date().toISOString(),
    ports: { port: holder.port },
    addresses: { url: addressOf(cluster.password, holder.port) },
  };
}

function addressOf(password: string, port: number): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

async function ensureDatabase(url: string): Promise<void> {
  const address = new URL(url);
  address.pathname = '/postgres';
  const client = new pg.Client({
    connectionString: address.href,
    connectionTimeoutMillis: 2_000,
    ssl: false,
  });
  // A server that ends while we ask must not end us.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
