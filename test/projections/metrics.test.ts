import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { registerReadModels, registerRunner } from '../../projections/metrics.ts';
import { healthPort } from '../../workers/health-port.ts';
import { withDatabase } from '../with-database.ts';
import * as lives from './lives.ts';
import { modelNamed, project, record } from './projected.ts';

const { application, owner } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);

test('lag, parked streams and events taken are told, on a port of their own too', async () => {
  const registry = new Registry();
  registerReadModels(registry, { log, database, models: ['cases', 'deadlines'] });
  const { onTaken, onWorking } = registerRunner(registry);
  await record(log, lives.told('onebank', 1, lives.proposed));
  onWorking(true);
  await project({ log, database, onTaken: (events) => onTaken('cases', events) }, [
    modelNamed('cases'),
  ]);
  await owner.query(`
    insert into read.parked (model, stream, revision, reason) values ('deadlines', 'a', 0, 'x'), ('deadlines', 'b', 1, 'y')`);
  const configuration = { apiHost: '127.0.0.1', healthPort: 0 };
  await using port = await healthPort(configuration, { metrics: registry });
  const response = await fetch(`${port.address}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  const lines = (await response.text()).split('\n');
  expect(lines).toContain('redress_read_model_lag_seconds{model="cases"} 0');
  const lag = lines.find((line) => line.startsWith('redress_read_model_lag_seconds{model="deadl'));
  expect(Number(lag?.split(' ')[1])).toBeGreaterThan(0);
  expect(lines).toContain('redress_read_model_parked_streams{model="cases"} 0');
  expect(lines).toContain('redress_read_model_parked_streams{model="deadlines"} 2');
  expect(lines).toContain(
    `redress_read_model_events_total{model="cases"} ${lives.proposed.length}`,
  );
  expect(lines).toContain('redress_projector_working 1');
  expect((await fetch(`${port.address}/other`)).status).toBe(404);
});

test('while the database is away the rest is told all the same', async () => {
  const registry = new Registry();
  const away = { ...log, feed: () => Promise.reject(new Error('The log is away.')) };
  registerReadModels(registry, { log: away, database, models: ['cases'] });
  registerRunner(registry).onTaken('cases', 3);
  const text = await registry.metrics();
  expect(text).toContain('redress_read_model_events_total{model="cases"} 3');
  expect(text).not.toContain('lag_seconds{model="cases"}');
});
