import { LimitExceeded, LogUnavailable } from '../log-faults.ts';

/** Kinds the client gives on some paths; on others the same fault comes as a bare gRPC status. */
const PASSING = new Set(['unavailable', 'deadline-exceeded', 'timeout', 'cancelled', 'not-leader']);
/** Cancelled, deadline exceeded, resource exhausted, aborted, unavailable. */
const PASSING_STATUS = new Set([1, 4, 8, 10, 14]);
const TOO_LARGE = new Set([
  'maximum-append-size-exceeded',
  'append-record-size-exceeded',
  'transaction-max-size-exceeded',
]);
/** What the client says of a lost connection without a code. */
const CONNECTION_LOST =
  /transport|connection|connect|broken pipe|reset|http2|h2 |write after end|premature close/i;

/** Converts what the client throws into the log's faults; our own mistakes pass as they are. */
export function logFault(error: unknown): unknown {
  if (error instanceof LogUnavailable) return error;
  const { type, code, message } = partsOf(error);
  if (type !== undefined && TOO_LARGE.has(type))
    return new LimitExceeded(
      'KurrentDB takes no append of this size: raise its MaxAppendSize to at least 4194304 bytes.',
      { cause: error },
    );
  const unsaid = type === undefined || type === 'unknown';
  const passing =
    (type !== undefined && PASSING.has(type)) ||
    (unsaid && (PASSING_STATUS.has(code ?? 0) || CONNECTION_LOST.test(message)));
  if (!passing) return error;
  // Of a server that is away the client says no more than what it calls that.
  const isBare = message === '' || /^\w+Error$/.test(message);
  const reason = isBare ? `no connection to its server (${type ?? 'no reason given'})` : message;
  return new LogUnavailable(`The event log cannot be reached: ${reason}`, { cause: error });
}

/** Where the stream really ends, when that is what the server refused an append for. */
export function actualRevision(error: unknown): number | undefined {
  if (partsOf(error).type !== 'wrong-expected-version') return undefined;
  const { actualState } = error as { readonly actualState: bigint | string };
  return typeof actualState === 'bigint' ? Number(actualState) : -1;
}

export function isStreamNotFound(error: unknown): boolean {
  return partsOf(error).type === 'stream-not-found';
}

type Parts = {
  readonly type: string | undefined;
  readonly code: number | undefined;
  readonly message: string;
};

function partsOf(error: unknown): Parts {
  const known = typeof error === 'object' && error !== null ? error : {};
  return {
    type: 'type' in known && typeof known.type === 'string' ? known.type : undefined,
    code: 'code' in known && typeof known.code === 'number' ? known.code : undefined,
    message: error instanceof Error ? error.message : String(error),
  };
}
