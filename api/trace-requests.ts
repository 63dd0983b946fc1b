import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** W3C Trace Context. It is recorded, so nothing else may pass for one. */
const TRACE_PARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * A span for each request, which goes on with the trace of its sender. It says which route was asked and how that
 * ended: an address may hold why personal data is opened. What operators ask of the process itself is not traced.
 */
export function traceRequests(app: FastifyInstance): void {
  const tracer = trace.getTracer('redress');
  const traced = new WeakMap<FastifyRequest, Context>();
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (/^\/(health|metrics|docs)/.test(route)) return done();
    const sender = propagation.extract(context.active(), request.headers);
    const attributes = { 'http.request.method': request.method, 'http.route': route };
    const kind = SpanKind.SERVER;
    const span = tracer.startSpan(`${request.method} ${route}`, { kind, attributes }, sender);
    traced.set(request, trace.setSpan(sender, span));
    return done();
  });
  // Not earlier: a body is read in the context of its connection, and what follows would stay there.
  app.addHook('preHandler', (request, _reply, done) => {
    context.with(traced.get(request) ?? context.active(), done);
  });
  app.addHook('onResponse', (request, { statusCode }, done) => {
    const span = trace.getSpan(traced.get(request) ?? context.active());
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

/** The trace that a submission belongs to: of the span it is made in, or else the one its sender named. */
export function traceOf(headers: { readonly [name: string]: unknown }): string | undefined {
  const active: { traceparent?: string } = {};
  propagation.inject(context.active(), active);
  const found = active.traceparent ?? headers['traceparent'];
  return typeof found === 'string' && TRACE_PARENT.test(found) ? found : undefined;
}
