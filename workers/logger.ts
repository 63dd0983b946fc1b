import { trace } from '@opentelemetry/api';
import { pino, stdSerializers } from 'pino';
import type { DestinationStream, Logger } from 'pino';

/** What a server says in its own words beside its message, which may hold the values of a row or of a statement. */
const UNSAID = ['detail', 'where', 'internalQuery', 'query', 'parameters', 'hint'];

/**
 * The one logger of the house: a JSON object a line. A line names cases by their streams and commands by the ids of
 * their submissions, never what they say; of an error it holds kind, message and stack, not the values that a server
 * repeats beside them. `REDRESS_LOG_LEVEL` says from which level on, `info` unless set.
 */
export function houseLogger(
  destination: DestinationStream = pino.destination(1),
  level: string = process.env['REDRESS_LOG_LEVEL'] || 'info',
): Logger {
  return pino({ level, mixin: traced, serializers: { err: saidOfError } }, destination);
}

/** By which a line is found from its trace. */
function traced(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

function saidOfError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  return Object.fromEntries(
    Object.entries(stdSerializers.err(error)).filter(([field]) => !UNSAID.includes(field)),
  );
}
