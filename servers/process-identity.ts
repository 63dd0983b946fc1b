import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** A process that cannot be confused with a later one that was given the same number. */
export type ProcessIdentity = {
  readonly pid: number;
  /** When it began, as the operating system says it; compared, never read. */
  readonly beganAt: string;
};

const ENDED = 'ended';

/** The identity of a process that runs now. */
export function identify(pid: number): ProcessIdentity {
  return { pid, beganAt: beginning(pid) };
}

/** Whether that very process still runs. One that has ended but was not yet collected does not. */
export function isAlive({ pid, beganAt }: ProcessIdentity): boolean {
  const now = beginning(pid);
  return now !== ENDED && now === beganAt;
}

/** The command line of a process, or nothing where it does not run. */
export function commandLine(pid: number): string {
  if (!existsSync('/proc/self/stat')) return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function beginning(pid: number): string {
  if (!existsSync('/proc/self/stat')) {
    const [state, ...began] = ps(pid, 'state=,lstart=').split(/\s+/);
    return state === undefined || state === '' || state.startsWith('Z') ? ENDED : began.join(' ');
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold blanks, so fields are counted after it: state, then the 20th, ticks
    // since boot.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process of many threads holds its sockets until the last thread has gone.
    const isGone = fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length === 1;
    return isGone ? ENDED : `${bootOf()} ${fields[19] ?? ''}`;
  } catch {
    return ENDED;
  }
}

/** Ticks count from the start of the machine, so they only tell processes apart together with that. */
function bootOf(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function ps(pid: number, columns: string): string {
  return spawnSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}
