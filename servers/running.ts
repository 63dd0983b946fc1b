import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isFree } from './free-port.ts';
import { locked } from './lock.ts';
import { endProcess, killProcess, startProcess, waitUntilReady } from './process.ts';
import type { ProcessPlan } from './process.ts';
import { isAlive } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

/**
 * What runs for a home folder. Every server is written down in `<home>/run/<name>.json`, where any later command
 * finds it; the record outlives the server, so that it comes back at the same ports. A record counts only while the
 * very process it names is alive.
 */
export type Running = ProcessIdentity & {
  readonly name: string;
  /** The signal that asks it to end. */
  readonly polite: NodeJS.Signals;
  /** Whether it goes on when the process that started it ends. */
  readonly detached: boolean;
  /** ISO instant at which it was started. */
  readonly since: string;
  readonly ports: { readonly [name: string]: number };
  /** What others need to know to reach it; may hold a password. */
  readonly addresses: { readonly [name: string]: string };
};

/** A server to be had for a home folder, be it found running or started. */
export type ServerWish = {
  readonly home: string;
  readonly name: string;
  readonly polite: NodeJS.Signals;
  readonly detached: boolean;
  /** By name: the port it must have, or the usual one, which gives way to that of the last run, or to any free one. */
  readonly ports: { readonly [name: string]: { readonly must?: number; readonly usual: number } };
  /** What to start, once its ports are known. */
  readonly plan: (ports: Running['ports']) => Promise<ServerPlan>;
  readonly isReady: (addresses: Running['addresses']) => Promise<void>;
  /** Finds a server that runs without a record. */
  readonly adopt?: () => Promise<Running | undefined>;
  /** Failures of a start that pass by themselves. */
  readonly passing?: RegExp;
};

export type ServerPlan = Pick<ProcessPlan, 'command' | 'args' | 'environment' | 'cwd' | 'uid'> & {
  readonly addresses: Running['addresses'];
};

const PORT_TAKEN = /address already in use|EADDRINUSE/i;
const ATTEMPTS = 5;
/** Milliseconds: how long the last run's port may still be held by what is left of that run. */
const LEAVING = 3_000;
const POLL = 100;

/** Finds the server that runs for a home, or starts it; two callers at once get the same one. */
export async function obtainServer(
  wish: ServerWish,
): Promise<{ readonly running: Running; readonly startedHere: boolean }> {
  return locked(join(wish.home, 'run', `${wish.name}.lock`), async () => {
    const found = findServer(wish.home, wish.name) ?? (await wish.adopt?.());
    if (found !== undefined && (await comesToServe(wish, found))) {
      write(wish.home, found);
      return { running: found, startedHere: false };
    }
    return { running: await start(wish), startedHere: true };
  });
}

/** The server of that name that runs for a home. */
export function findServer(home: string, name: string): Running | undefined {
  const record = readRecord(home, name);
  return record !== undefined && isAlive(record) ? record : undefined;
}

/** Everything that runs for a home, oldest first; nothing is started or asked. */
export function findRunning(home: string): readonly Running[] {
  let files: string[];
  try {
    files = readdirSync(join(home, 'run'));
  } catch {
    return [];
  }
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => findServer(home, file.slice(0, -'.json'.length)))
    .filter((running) => running !== undefined)
    .toSorted((one, other) => one.since.localeCompare(other.since));
}

/** Ends a server: asks first, and after ten seconds does not ask. */
export function stop(running: Running): Promise<void> {
  return endProcess(running, running.polite);
}

/** Ends a server as a crash would. The next start recovers it at the same ports with the same data. */
export function kill(running: Running): Promise<void> {
  return killProcess(running);
}

/** Ends everything that runs for a home, youngest first; answers the names of what it ended. */
export async function stopAll(home: string): Promise<readonly string[]> {
  const running = findRunning(home).toReversed();
  for (const one of running) await stop(one);
  return running.map(({ name }) => name);
}

async function comesToServe(wish: ServerWish, found: Running): Promise<boolean> {
  const ended = new AbortController();
  try {
    await Promise.race([
      waitUntilReady(wish.name, () => wish.isReady(found.addresses)),
      untilEnded(found, ended.signal),
    ]);
    return isAlive(found);
  } catch {
    await stop(found);
    return false;
  } finally {
    ended.abort();
  }
}

async function untilEnded(found: Running, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && isAlive(found)) await sleep(POLL);
}

async function start(wish: ServerWish): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(wish);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const passes = PORT_TAKEN.test(message) || (wish.passing?.test(message) ?? false);
      if (!passes || attempt === ATTEMPTS) throw error;
      await sleep(POLL * attempt);
    }
  }
}

async function startOnce(wish: ServerWish): Promise<Running> {
  const { home, name, polite, detached } = wish;
  const ports = await choosePorts(wish);
  const { addresses, ...plan } = await wish.plan(ports);
  const since = new Date().toISOString();
  const record = { name, polite, detached, since, ports, addresses };
  const identity = await startProcess({
    ...plan,
    name,
    polite,
    detached,
    logFile: join(home, 'logs', `${name}.log`),
    onStarted: (started) => write(home, { ...started, ...record }),
    isReady: () => wish.isReady(addresses),
  });
  return { ...identity, ...record };
}

async function choosePorts({ home, name, ports }: ServerWish): Promise<Running['ports']> {
  const last = readRecord(home, name)?.ports ?? {};
  const chosen: Record<string, number> = {};
  for (const [key, { must, usual }] of Object.entries(ports)) {
    const lastPort = last[key];
    if (must !== undefined || lastPort !== undefined) await untilFree(must ?? lastPort ?? usual);
    if (must !== undefined && !(await isFree(must))) {
      throw new Error(
        `Port ${must} on 127.0.0.1, wanted for ${name}, is taken by another program.`,
      );
    }
    const others = lastPort === undefined ? [usual] : [lastPort, usual];
    chosen[key] = must ?? (await freePort(...others));
  }
  return chosen;
}

async function untilFree(port: number): Promise<void> {
  const until = performance.now() + LEAVING;
  while (!(await isFree(port)) && performance.now() < until) await sleep(POLL);
}

function readRecord(home: string, name: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(home, name), 'utf8')) as Running;
  } catch {
    return undefined;
  }
}

function write(home: string, running: Running): void {
  const file = recordFile(home, running.name);
  mkdirSync(join(home, 'run'), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function recordFile(home: string, name: string): string {
  return join(home, 'run', `${name}.json`);
}
