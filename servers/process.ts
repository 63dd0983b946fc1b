import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** A program to be started, and how one knows that it serves. */
export type ProcessPlan = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** All of its environment but PATH, HOME and the folder for temporary files: our own may hold secrets. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Number of the account and group it runs under, when not ours. */
  readonly uid?: number;
  /** The signal that asks it to end. */
  readonly polite: NodeJS.Signals;
  /** Whether it goes on when we end. Otherwise it ends with us, even when we are killed. */
  readonly detached: boolean;
  /** Told of the process as soon as there is one, so that it can be found should we end while it starts. */
  readonly onStarted?: (identity: ProcessIdentity) => void;
  /** Answers once it serves; throws while it does not. */
  readonly isReady: () => Promise<void>;
};

/** Milliseconds until a server that does not serve counts as failed. */
const PATIENCE = 60_000;
/** Milliseconds a server has for a polite end. */
const LAST_WORDS = 10_000;
const POLL = 50;
const SHOWN_LINES = 8;
const REASON = /^panic:|\bFATAL\b|address already in use/i;

/**
 * Waits for a line, which never comes: its other end is held by us alone, so it closes when we end, in whatever way.
 * Then it ends the server's process group, politely first.
 */
const GUARD = `
read -r line
kill -s "$1" -- "-$2" 2> /dev/null || exit 0
waited=0
while kill -s 0 -- "-$2" 2> /dev/null && [ "$waited" -lt "$3" ]; do
  sleep 1
  waited=$((waited + 1))
done
kill -s KILL -- "-$2" 2> /dev/null
`;

/**
 * Starts a program in a process group of its own and waits until it serves; throws with the end of its log when it
 * does not.
 */
export async function startProcess(plan: ProcessPlan): Promise<ProcessIdentity> {
  mkdirSync(dirname(plan.logFile), { recursive: true });
  const output = openSync(plan.logFile, 'a', 0o600);
  const logStart = statSync(plan.logFile).size;
  const child = spawn(plan.command, plan.args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...ownEnvironment(), ...plan.environment },
    ...(plan.uid === undefined ? {} : { uid: plan.uid, gid: plan.uid }),
    ...(plan.cwd === undefined ? {} : { cwd: plan.cwd }),
  });
  closeSync(output);
  const failed = endedEarly(plan, child, logStart);
  if (child.pid === undefined) return failed;
  const identity = identify(child.pid);
  if (!plan.detached) guard(child, child.pid, plan.polite);
  child.unref();
  plan.onStarted?.(identity);
  try {
    await Promise.race([waitUntilReady(plan.name, plan.isReady), failed]);
    return identity;
  } catch (error) {
    await endProcess(identity, plan.polite);
    throw error;
  }
}

/** Ends a process group: asks first, and after ten seconds does not ask. Ends at once when it has already ended. */
export async function endProcess(identity: ProcessIdentity, polite: NodeJS.Signals): Promise<void> {
  if (!isAlive(identity)) return;
  sendSignal(identity.pid, polite);
  const until = performance.now() + LAST_WORDS;
  while (isAlive(identity) && performance.now() < until) await sleep(POLL);
  await killProcess(identity);
}

/** Ends a process group as a crash would, and waits until it is gone. */
export async function killProcess(identity: ProcessIdentity): Promise<void> {
  if (isAlive(identity)) sendSignal(identity.pid, 'SIGKILL');
  while (isAlive(identity)) await sleep(POLL / 10);
}

/** Asks again and again until a server serves; throws when it still does not after a minute. */
export async function waitUntilReady(name: string, isReady: () => Promise<void>): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await isReady();
    } catch (error) {
      if (performance.now() > until) {
        throw new Error(`${name} did not serve within ${PATIENCE / 1_000} s.`, { cause: error });
      }
      await sleep(POLL);
    }
  }
}

function ownEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR };
}

function guard(child: ChildProcess, pid: number, polite: NodeJS.Signals): void {
  const name = polite.replace(/^SIG/, '');
  const watcher = spawn(
    'sh',
    ['-c', GUARD, 'redress-guard', name, String(pid), String(LAST_WORDS / 1_000)],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: ownEnvironment(), cwd: '/' },
  );
  // A guard that outlived its server might end a stranger that was given the same number.
  child.once('exit', () => watcher.kill('SIGKILL'));
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
}

function endedEarly(plan: ProcessPlan, child: ChildProcess, logStart: number): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) =>
      reject(new Error(`${plan.name} could not be started: ${error.message}`, { cause: error })),
    );
    child.once('exit', (code, signal) => {
      const how = code ?? signal ?? 'no code';
      const lines = endOf(plan.logFile, logStart);
      reject(new Error(`${plan.name} ended before it served (${how}); ${plan.logFile}:\n${lines}`));
    });
  });
  // It may fail long after it served, when nobody waits for this any more.
  failed.catch(() => undefined);
  return failed;
}

/**
 * The last lines a start has written, and before them those that say why, which a long trace of calls may have pushed
 * out; none when its home was removed meanwhile.
 */
function endOf(logFile: string, logStart: number): string {
  try {
    const log = readFileSync(logFile).subarray(logStart).toString('utf8');
    const lines = log.trimEnd().split('\n');
    const reasons = lines.slice(0, -SHOWN_LINES).filter((line) => REASON.test(line));
    return [...reasons.slice(-SHOWN_LINES), ...lines.slice(-SHOWN_LINES)].join('\n');
  } catch {
    return '';
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended in between: whoever waits for that sees it.
  }
}
