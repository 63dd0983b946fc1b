import { ROOT_CONTEXT, propagation, trace } from '@opentelemetry/api';
import type { NewEvent, RecordedEvent } from '../events/envelope.ts';

/** Milliseconds. Events that are older are being caught up with: their traces are over. */
const FRESH = 600_000;

/**
 * Goes on with the traces that events carry: a span for each trace, from `began` until now, for what was done with its
 * events. A span names case and submission, never what they say.
 */
export function continueTraces(
  name: string,
  events: readonly RecordedEvent[],
  began: number,
  attributes: { readonly [name: string]: string } = {},
): void {
  const tracer = trace.getTracer('redress');
  const fresh = events.filter(({ recordedAt }) => Date.parse(recordedAt) > Date.now() - FRESH);
  for (const [traceparent, ofTrace] of Map.groupBy(fresh, ({ meta }: NewEvent) => meta.trace)) {
    if (traceparent === undefined) continue;
    const parent = propagation.extract(ROOT_CONTEXT, { traceparent });
    const [{ stream, meta }] = ofTrace as [RecordedEvent];
    const said = {
      'redress.stream': stream,
      'redress.submission': meta.submission.id,
      'redress.events': ofTrace.map(({ type }) => type),
    };
    tracer
      .startSpan(name, { startTime: began, attributes: { ...attributes, ...said } }, parent)
      .end();
  }
}
