import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NoopSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry-v2';

/**
 * Traces from a request through Temporal to the events it led to, and on to read models and relay. An event carries
 * the trace of its request (`meta.trace`), so that whoever takes it later goes on with that trace. Spans are kept where
 * a process was told where to send them, and dropped elsewhere.
 */
const resource = resourceFromAttributes({ 'service.name': 'redress' });

/** Where this process keeps its spans. OpenTelemetry itself knows one provider a process. */
let kept: SpanProcessor = new NoopSpanProcessor();

/** Keeps the spans of this process from now on; dispose of it to send what is left. Call it before all else. */
export function keepSpans(processor: SpanProcessor): AsyncDisposable {
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  provider.register();
  kept = processor;
  return { [Symbol.asyncDispose]: () => provider.shutdown() };
}

/** Sends spans where OpenTelemetry's own variables say; nowhere when they name no endpoint. */
export function sendSpans(environment: NodeJS.ProcessEnv = process.env): AsyncDisposable {
  if ((environment['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '') === '')
    return { [Symbol.asyncDispose]: () => Promise.resolve() };
  return keepSpans(new BatchSpanProcessor(new OTLPTraceExporter()));
}

/**
 * Traces through client, workflow and activities. The interceptors are in from the first workflow on, even where
 * spans are dropped: they leave marks in histories, so they cannot be added to running cases later.
 */
export function tracing(): OpenTelemetryPlugin {
  return new OpenTelemetryPlugin({ resource, spanProcessor: kept });
}
