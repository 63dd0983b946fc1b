import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { healthRoutes } from '../../api/health.ts';
import type { Health, Needs } from '../../api/health.ts';

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

async function served(needs: Needs, onChange: Health['onChange'] = () => undefined) {
  app = fastify();
  await app.register(healthRoutes({ metrics: new Registry(), needs, onChange }));
  return app;
}

test('ready when all that is needed answers, and no longer when one does not, without saying why', async () => {
  let away = false;
  const heard: unknown[] = [];
  const server = await served(
    {
      database: () => Promise.resolve(),
      broker: () =>
        away ? Promise.reject(new Error('secret.example refused')) : Promise.resolve(),
    },
    (need, met, error) => heard.push([need, met, error instanceof Error ? error.message : error]),
  );
  const ready = await server.inject('/health/ready');
  expect(ready.statusCode).toBe(200);
  expect(ready.json()).toEqual({
    status: 'ready',
    needs: { database: 'ready', broker: 'ready' },
  });
  away = true;
  const lost = await server.inject('/health/ready');
  await server.inject('/health/ready');
  expect(lost.statusCode).toBe(503);
  expect(lost.headers['retry-after']).toBe('1');
  expect(lost.json()).toEqual({
    status: 'not-ready',
    needs: { database: 'ready', broker: 'not-ready' },
  });
  expect((await server.inject('/health/live')).statusCode).toBe(200);
  away = false;
  expect((await server.inject('/health/ready')).statusCode).toBe(200);
  expect(heard).toEqual([
    ['broker', false, 'secret.example refused'],
    ['broker', true, undefined],
  ]);
});

test('what hangs counts as away, and is asked once however many want to know', async () => {
  let asked = 0;
  const server = await served({
    temporal: () => {
      asked += 1;
      return new Promise(() => undefined);
    },
  });
  const answers = await Promise.all([1, 2, 3].map(() => server.inject('/health/ready')));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503, 503]);
  expect(asked).toBe(1);
});
