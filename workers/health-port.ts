import fastify from 'fastify';
import { healthRoutes } from '../api/health.ts';
import type { Health } from '../api/health.ts';
import type { Configuration } from './configuration.ts';

/**
 * Health and metrics at a port of their own, for a process without the API, or one whose API others than its keepers
 * can reach; nothing when no port is given. Dispose of it.
 */
export async function healthPort(
  { apiHost, healthPort: port }: Pick<Configuration, 'apiHost' | 'healthPort'>,
  health: Health,
): Promise<AsyncDisposable & { readonly address?: string }> {
  if (port === undefined) return { [Symbol.asyncDispose]: () => Promise.resolve() };
  const app = fastify({ forceCloseConnections: true });
  await app.register(healthRoutes(health));
  const address = await app.listen({ host: apiHost, port });
  return { address, [Symbol.asyncDispose]: () => app.close() };
}
