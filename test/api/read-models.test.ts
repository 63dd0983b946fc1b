import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { Claims } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import { modelList } from '../../api/read-models.ts';
import { apiServer } from '../../api/server.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { registerReadModels } from '../../projections/metrics.ts';
import { readModels } from '../../projections/read-models.ts';
import { rebuildNext } from '../../projections/rebuilder.ts';
import { takeRequest } from '../../projections/rebuild-requests.ts';
import { kinds } from '../../workers/house.ts';
import * as lives from '../projections/lives.ts';
import { project, record, rowsOf } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';

const { application, owner } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const models = readModels(kinds);
const parts = { log, database, models };
const secret = Buffer.alloc(32, 7);
let app: FastifyInstance;

beforeAll(async () => {
  // These routes read and write the read side alone.
  const house = {
    ...{ log, database, tokenSecret: secret, readModels: models },
    metrics: new Registry(),
  };
  registerReadModels(house.metrics, { log, database, models: [...house.readModels.keys()] });
  app = await apiServer(house as unknown as House, pino({ level: 'silent' }));
  await record(log, lives.told('onebank', 1, lives.proposed));
  await project({ log, database });
});
afterAll(() => app.close());

async function ask(method: 'GET' | 'POST', url: string, role: Claims['role'] = 'operator') {
  const claims = { sub: 'otto', institution: 'onebank', rank: role, unit: 'it', client: 'test' };
  const token = await developmentToken({ ...claims, role }, secret, 1);
  const response = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

async function stateOf(name: string) {
  const { body } = await ask('GET', '/read-models');
  return modelList
    .strict()
    .parse(body)
    .models.find(({ model }) => model === name);
}

test('a rebuild is asked for, done by a projector, and told of', async () => {
  const before = await rowsOf(database, 'read.cases');
  await application.query('delete from read.cases');
  expect(await stateOf('cases')).toMatchObject({ lagSeconds: 0, parked: 0, rebuild: null });
  expect(await ask('POST', '/read-models/cases/rebuild')).toMatchObject({
    status: 202,
    body: { model: 'cases', state: 'requested' },
  });
  expect(await ask('POST', '/read-models/cases/rebuild')).toMatchObject({
    status: 409,
    body: { code: 'rebuild-requested-already' },
  });
  expect((await stateOf('cases'))?.rebuild).toMatchObject({ state: 'requested', events: 0 });
  expect(await rebuildNext(parts)).toBe(true);
  expect(await rebuildNext(parts)).toBe(false);
  expect((await stateOf('cases'))?.rebuild).toMatchObject({
    state: 'done',
    requestedBy: 'otto',
    events: lives.proposed.length,
    failure: null,
    comparison: { equal: 0, changed: 0, missing: before.length },
  });
  expect(await rowsOf(database, 'read.cases')).toEqual(before);
  // Once done, it can be asked for again.
  expect((await ask('POST', '/read-models/cases/rebuild')).status).toBe(202);
  expect(await rebuildNext(parts)).toBe(true);
});

test('a rebuild whose projector fell silent is taken by another; one under way is not', async () => {
  await ask('POST', '/read-models/deadlines/rebuild');
  expect(await takeRequest(database)).toBe('deadlines');
  expect((await stateOf('deadlines'))?.rebuild?.state).toBe('running');
  expect(await rebuildNext(parts)).toBe(false);
  await owner.query(`update read.rebuilds set alive_at = alive_at - interval '1 minute'`);
  expect(await rebuildNext(parts)).toBe(true);
  expect((await stateOf('deadlines'))?.rebuild?.state).toBe('done');
});

test('one that fails says why, and the old rows stand', async () => {
  const before = await rowsOf(database, 'read.sign_offs');
  await ask('POST', '/read-models/sign-offs/rebuild');
  const away = { ...log, feed: () => Promise.reject(new Error('The log is away.')) };
  const faults: unknown[] = [];
  await rebuildNext({ ...parts, log: away, onFault: (error) => void faults.push(error) });
  expect(faults).toHaveLength(1);
  expect((await stateOf('sign-offs'))?.rebuild).toMatchObject({
    state: 'failed',
    failure: 'The log is away.',
  });
  expect(await rowsOf(database, 'read.sign_offs')).toEqual(before);
});

test('only those who run the house, and a read model that there is', async () => {
  expect(await ask('POST', '/read-models/cases/rebuild', 'executive')).toMatchObject({
    status: 403,
    body: { code: 'not-your-role' },
  });
  expect((await ask('GET', '/read-models', 'auditor')).status).toBe(200);
  expect((await ask('POST', '/read-models/cases/rebuild', 'auditor')).status).toBe(403);
  expect((await ask('GET', '/read-models', 'handler')).status).toBe(403);
  expect(await ask('POST', '/read-models/lost/rebuild')).toMatchObject({
    status: 404,
    body: { code: 'no-such-read-model' },
  });
});

test('lag and parked streams are told to Prometheus, without a token', async () => {
  const response = await app.inject('/metrics');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('text/plain');
  expect(response.body).toContain('redress_read_model_lag_seconds{model="cases"} 0');
});
