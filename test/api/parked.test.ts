import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { Claims } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import { parkedPage, retried } from '../../api/parked.ts';
import { apiServer } from '../../api/server.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import * as lives from '../projections/lives.ts';
import { modelNamed, project, record, rowsOf } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const secret = Buffer.alloc(32, 7);
const streams = [1, 2, 3].map((place) => lives.streamNamed('onebank', place));
let understood: (stream: string) => boolean = () => false;
let app: FastifyInstance;

/** The board, as a release has it that does not know what some streams say from their third event on. */
const cases = modelNamed('cases');
const board: ReadModel = {
  ...cases,
  evolve: (state, event) => {
    if (event.revision >= 2 && !understood(event.stream)) throw new TypeError('not understood');
    return cases.evolve(state, event);
  },
};

beforeAll(async () => {
  const house = {
    ...{ log, database, tokenSecret: secret },
    readModels: new Map([['cases', board]]),
  };
  app = await apiServer(house as unknown as House, pino({ level: 'silent' }));
  for (const place of [1, 2, 3]) await record(log, lives.told('onebank', place, lives.proposed));
  await project({ log, database }, [board]);
});
afterAll(() => app.close());

async function ask(method: 'GET' | 'POST', url: string, role: Claims['role'] = 'operator') {
  const claims = { sub: 'otto', institution: 'onebank', rank: role, unit: 'it', client: 'test' };
  const token = await developmentToken({ ...claims, role }, secret, 1);
  const response = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

const listed = async (query = '') => {
  const { body } = await ask('GET', `/read-models/cases/parked${query}`, 'auditor');
  return parkedPage.strict().parse(body);
};

test('parked streams are listed page by page, with where they stopped and why', async () => {
  const first = await listed('?limit=2');
  expect(first.parked).toMatchObject(
    streams.slice(0, 2).map((stream) => ({ stream, revision: 2 })),
  );
  expect(first.parked[0]?.reason).toMatch(/^\w+: not understood$/);
  expect(first.next).toBe(streams[1]);
  const second = await listed(`?limit=2&after=${first.next ?? ''}`);
  expect(second).toMatchObject({ parked: [{ stream: streams[2] }], next: null });
});

test('one is taken again once it is understood, and stays parked until then', async () => {
  const [one = '', two = ''] = streams;
  const retry = (stream: string) => ask('POST', `/read-models/cases/parked/${stream}/retry`);
  understood = (stream) => stream === one;
  const still = await retry(two);
  expect(still.status).toBe(200);
  expect(retried.strict().parse(still.body)).toMatchObject({ taken: false, revision: 2 });
  expect((await retry(one)).body).toEqual({
    ...{ stream: one, taken: true },
    ...{ revision: null, reason: null },
  });
  expect((await listed()).parked.map(({ stream }) => stream)).toEqual(streams.slice(1));
  const rows = (await rowsOf(database, 'read.cases')) as { stream: string; revision: number }[];
  expect(new Map(rows.map(({ stream, revision }) => [stream, revision]))).toEqual(
    new Map(streams.map((stream) => [stream, stream === one ? lives.proposed.length - 1 : 1])),
  );
  expect(await retry(one)).toMatchObject({ status: 404, body: { code: 'not-parked' } });
});

test('only those who run the house, and a read model that there is', async () => {
  const [, stream = ''] = streams;
  const retry = `/read-models/cases/parked/${stream}/retry`;
  expect((await ask('POST', retry, 'auditor')).status).toBe(403);
  expect((await ask('GET', '/read-models/cases/parked', 'handler')).status).toBe(403);
  expect(await ask('GET', '/read-models/lost/parked')).toMatchObject({
    status: 404,
    body: { code: 'no-such-read-model' },
  });
  expect((await ask('POST', `/read-models/lost/parked/${stream}/retry`)).status).toBe(404);
  expect((await ask('GET', '/read-models/cases/parked?limit=0')).status).toBe(400);
});

test('what the relay has parked is listed by its name', async () => {
  const reason = 'run a newer release';
  const stream = streams[0] ?? '';
  await database
    .insertInto('read.parked')
    .values({ model: 'relay', stream, revision: 2, reason })
    .execute();
  const { status, body } = await ask('GET', '/read-models/relay/parked');
  expect(status).toBe(200);
  expect(body).toMatchObject({ parked: [{ stream, revision: 2, reason }], next: null });
});
