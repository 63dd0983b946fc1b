import { LogUnavailable } from '../log-faults.ts';

/** Classes of SQLSTATE that say "not now": connection, resources, operator's intervention, system. */
const PASSING = /^(08|53|57|58)/;
const LOCK_TIMEOUT = '55P03';
const READ_ONLY = '25006';
const ROLE_MISSING = '22023';

/** Converts what PostgreSQL and its client throw into the log's faults; our own mistakes pass as they are. */
export function logFault(error: unknown): unknown {
  const code = codeOf(error);
  const passing =
    code === undefined
      ? error instanceof Error && /timeout|terminated|ended|closed|connection/i.test(error.message)
      : PASSING.test(code) ||
        [LOCK_TIMEOUT, READ_ONLY, ROLE_MISSING].includes(code) ||
        code.startsWith('E');
  if (!passing) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new LogUnavailable(`The event log cannot be reached: ${message}`, { cause: error });
}

/** Somebody else took that revision or that id first. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === '23505';
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}
