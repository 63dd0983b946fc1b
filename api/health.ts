import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyPluginCallback } from 'fastify';
import type { Registry } from 'prom-client';

/** What a process needs for its work, by name: each asks, and rejects when there is no good answer. */
export type Needs = { readonly [need: string]: () => Promise<unknown> };

export type Health = {
  readonly metrics: Registry;
  /** None unless given. */
  readonly needs?: Needs;
  /** Hears each time that a need is no longer met, or is met again. */
  readonly onChange?: (need: string, met: boolean, error?: unknown) => void;
};

/** How long a need may take to answer, in milliseconds: less than those who ask for readiness wait. */
const PATIENCE = 3_000;

/**
 * `/health/live`, `/health/ready` and `/metrics`, for whoever runs the process: without a token, and without a word of
 * why something does not answer. Live means that it answers at all; ready, that all it needs does.
 */
export function healthRoutes({ metrics, needs = {}, onChange }: Health): FastifyPluginCallback {
  const asking = Object.entries(needs).map(([need, ask]) => askOnce(need, ask, onChange));
  return (app, _options, done) => {
    const schema = { hide: true };
    app.get('/health/live', { schema }, () => ({ status: 'live' }));
    app.get('/health/ready', { schema }, async (_request, reply) => {
      const answers = await Promise.all(asking.map((ask) => ask()));
      const ready = answers.every(([, met]) => met);
      const told = answers.map(([need, met]) => [need, met ? 'ready' : 'not-ready'] as const);
      return reply
        .status(ready ? 200 : 503)
        .headers(ready ? {} : { 'retry-after': '1' })
        .send({ status: ready ? 'ready' : 'not-ready', needs: Object.fromEntries(told) });
    });
    app.get('/metrics', { schema }, async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.metrics()),
    );
    done();
  };
}

type Told = readonly [need: string, met: boolean];

/** However many want to know, a need is asked once at a time: one that hangs gathers no crowd. */
function askOnce(
  need: string,
  ask: Needs[string],
  onChange: Health['onChange'],
): () => Promise<Told> {
  let asked: Promise<unknown> | undefined;
  let last = true;
  return async () => {
    asked ??= ask().finally(() => (asked = undefined));
    const settled = await within(asked);
    const met = settled === 'met';
    if (met !== last) onChange?.(need, met, met ? undefined : settled);
    last = met;
    return [need, met];
  };
}

async function within(asked: Promise<unknown>): Promise<unknown> {
  const patience = new AbortController();
  const late = sleep(PATIENCE, new Error(`No answer within ${PATIENCE / 1_000} s.`), patience);
  try {
    return await Promise.race([
      asked.then(
        () => 'met',
        (error: unknown) => error,
      ),
      late,
    ]);
  } finally {
    patience.abort();
    late.catch(() => undefined);
  }
}
