import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { Claims } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import { entryPage } from '../../api/register-shapes.ts';
import { apiServer } from '../../api/server.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { rebuild } from '../../projections/rebuild.ts';
import { REGISTER_NAMES } from '../../projections/registers/registers.ts';
import { REPORT_NAMES } from '../../projections/reports/reports.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import * as lives from '../projections/lives.ts';
import { modelNamed, project, record } from '../projections/projected.ts';
import * as told from '../projections/registers/register-lives.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const secret = Buffer.alloc(32, 7);
let app: FastifyInstance;

beforeAll(async () => {
  // Registers read the log and the read models; nothing else of a house is reached from here.
  const rules = ruleBook(readShelf(REGIMES));
  const house = {
    log,
    database,
    readModels: new Map(),
    tokenSecret: secret,
    rules,
  } as unknown as House;
  app = await apiServer(house, pino({ level: 'silent' }));
  await record(log, [
    ...lives.told('onebank', 1, lives.breached),
    ...lives.told('onebank', 2, told.breachedOf('mortgage', 'cards')),
    ...lives.told('onebank', 3, told.extensionGranted),
    ...lives.told('twobank', 4, lives.breached),
  ]);
  await project({ log, database });
});
afterAll(() => app.close());

type Asking = Partial<Claims> & { readonly etag?: string };

async function ask(url: string, { etag, ...rest }: Asking = {}) {
  const claims = { sub: 'hana', institution: 'onebank', role: 'handler', rank: 'handler' };
  const whole = { ...claims, unit: 'x', client: 'test', ...rest } as Claims;
  const token = await developmentToken(whole, secret, 1);
  const headers = { authorization: `Bearer ${token}` };
  const response = await app.inject({
    url,
    headers: etag === undefined ? headers : { ...headers, 'if-none-match': etag },
  });
  const { statusCode: status, body: text } = response;
  const body = text === '' ? undefined : response.json<Record<string, unknown>>();
  return { status, text, body, etag: String(response.headers['etag']) };
}

async function places(url: string): Promise<readonly number[]> {
  const { body } = await ask(url);
  return entryPage
    .strict()
    .parse(body)
    .entries.map((one) => Number(one.case));
}

describe('GET /registers/{name}', () => {
  test('answers the entries of the caller’s institution, with what the register holds', async () => {
    const { body } = await ask('/registers/extensions?state=granted');
    expect(body).toMatchObject({
      register: 'extensions',
      title: { zh: '延期登记' },
      columns: expect.arrayContaining(['decidedBy', 'article']) as unknown,
      entries: [
        {
          ...{ case: '000000000003', revision: 2, place: 0, state: 'granted' },
          details: { decidedBy: 'heide', article: 'Order 2020-3 art. 18' },
        },
      ],
      next: null,
    });
    for (const name of REGISTER_NAMES) expect((await ask(`/registers/${name}`)).status).toBe(200);
    expect(await places('/registers/breaches')).toEqual([2, 1]);
    const other = await ask('/registers/breaches', { institution: 'twobank' });
    expect(other.body).toMatchObject({ entries: [{ case: '000000000004' }] });
  });

  test('narrows by product, unit, state and time, and turns pages', async () => {
    expect(await places('/registers/breaches?product=mortgage')).toEqual([2]);
    expect(await places('/registers/breaches?unit=branch-0755')).toEqual([1]);
    expect(await places('/registers/breaches?state=revoked')).toEqual([]);
    const [day = ''] = String(
      ((await ask('/registers/breaches')).body?.['entries'] as { occurredAt: string }[])[0]
        ?.occurredAt,
    ).split('T');
    expect(await places(`/registers/breaches?from=${day}&to=${day}`)).toEqual([2, 1]);
    expect(await places(`/registers/breaches?to=${day}T00:00:00Z`)).toEqual([]);
    const { body } = await ask('/registers/breaches?limit=1');
    expect(await places(`/registers/breaches?limit=1&after=${String(body?.['next'])}`)).toEqual([
      1,
    ]);
  });

  test('refuses what it does not know, by name', async () => {
    for (const wrong of ['lost', 'breaches?state=lost', 'breaches?from=yesterday', 'links?x=1'])
      expect((await ask(`/registers/${wrong}`)).body, wrong).toMatchObject({
        ...{ status: 400, code: 'malformed-request' },
      });
    const { body } = await ask('/registers/breaches?after=abc');
    expect(body).toMatchObject({ status: 400, code: 'unknown-cursor' });
    expect(await ask('/registers/breaches?atLeast=999999999999')).toMatchObject({ status: 503 });
  });
});

describe('an ETag', () => {
  const urls = ['/cases', '/deadlines', '/sign-offs', '/registers/links', '/reports/volumes'];

  test('answers 304 without a body until something is recorded', async () => {
    for (const url of urls) {
      const { status, etag } = await ask(url);
      expect(status, url).toBe(200);
      expect(await ask(url, { etag }), url).toMatchObject({ status: 304, text: '', etag });
      expect(await ask(url, { etag: `"other", W/${etag}` }), url).toMatchObject({ status: 304 });
      expect(await ask(`${url}?`, { etag: '"other"' }), url).toMatchObject({ status: 200 });
    }
    const before = await Promise.all(urls.map(async (url) => (await ask(url)).etag));
    await record(log, lives.told('onebank', 7, lives.received));
    await project({ log, database });
    for (const [index, url] of urls.entries())
      expect((await ask(url, { etag: before[index] ?? '' })).status, url).toBe(200);
  });

  test('is of one caller, one question and one making of the rows', async () => {
    const { etag } = await ask('/cases');
    expect((await ask('/cases', { etag, sub: 'li' })).status).toBe(200);
    expect((await ask('/cases', { etag, institution: 'twobank' })).status).toBe(200);
    expect((await ask('/cases?filter=mine', { etag })).status).toBe(200);
    await rebuild({ log, database, model: modelNamed('cases') });
    expect((await ask('/cases', { etag })).status).toBe(200);
  });
});

test.each(REPORT_NAMES)('GET /reports/%s answers with its counts', async (name) => {
  const { status, body } = await ask(`/reports/${name}?from=2026-01-01&period=quarter`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ report: name, parked: 0, counts: expect.any(Object) as unknown });
});
