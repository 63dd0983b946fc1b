import { LogUnavailable } from '../log-faults.ts';

/** Classes of SQLSTATE that say "not now": connection, rolled back for others' sake, resources, operator, system. */
const PASSING = /^(08|40|53|57|58)/;
/** Lock and idle time-outs, a server that only reads, a role not yet made by the migration. */
const PASSING_CODES = new Set(['55P03', '25P03', '25006', '22023']);
/** What the client says without a code. */
const CONNECTION_LOST = /timeout|terminated|connection|not queryable|pool after calling end/i;

/** Converts what PostgreSQL and its client throw into the log's faults; our own mistakes pass as they are. */
export function logFault(error: unknown): unknown {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const passing =
    code === undefined
      ? CONNECTION_LOST.test(message)
      : PASSING.test(code) || PASSING_CODES.has(code) || isSystemError(code);
  if (!passing) return error;
  const reason = message === '' ? (code ?? 'no reason given') : message;
  return new LogUnavailable(`The event log cannot be reached: ${reason}`, { cause: error });
}

/** Somebody else took that revision or that id first. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** A lock was not to be had in the time that was given for it. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** `ECONNREFUSED`, `EAI_AGAIN`, but not `ERR_INVALID_ARG_TYPE`, which would be our mistake. */
function isSystemError(code: string): boolean {
  return code.startsWith('E') && !code.startsWith('ERR_');
}
