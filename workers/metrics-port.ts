import { createServer } from 'node:http';
import type { Registry } from 'prom-client';
import type { Configuration } from './configuration.ts';

/**
 * Metrics of a process that has no API, at `/metrics` of a port of their own; nothing when no port is given. Dispose of
 * it.
 */
export async function metricsPort(
  { apiHost, metricsPort: port }: Pick<Configuration, 'apiHost' | 'metricsPort'>,
  registry: Registry,
): Promise<AsyncDisposable & { readonly port?: number }> {
  if (port === undefined) return { [Symbol.asyncDispose]: () => Promise.resolve() };
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, apiHost, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
