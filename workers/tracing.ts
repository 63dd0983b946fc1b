import { resourceFromAttributes } from '@opentelemetry/resources';
import { NoopSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry-v2';

/**
 * Traces through client, workflow and activities. The interceptors are in from the first workflow on, even where
 * spans are dropped: they leave marks in histories, so they cannot be added to running cases later.
 */
export function tracing(
  spanProcessor: SpanProcessor = new NoopSpanProcessor(),
): OpenTelemetryPlugin {
  return new OpenTelemetryPlugin({
    resource: resourceFromAttributes({ 'service.name': 'redress' }),
    spanProcessor,
  });
}
