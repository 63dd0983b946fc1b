import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { Claims } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import * as shapes from '../../api/overview-shapes.ts';
import { apiServer } from '../../api/server.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import * as lives from '../projections/lives.ts';
import { project, record } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const secret = Buffer.alloc(32, 7);
const rules = ruleBook(readShelf(REGIMES));
const nfra = rules.regime('cn-nfra-2020', { at: '2026-03-02T00:00:00.000Z' });
/** The rules by which a decision is signed, and one of a clock, as a house confirms them. */
const confirmationsOf = () =>
  [
    ...(nfra?.signOff ?? []).map(({ name }) => ({
      ...{ regime: 'cn-nfra-2020', version: nfra?.version ?? '', path: `signOff.${name}` },
    })),
    { regime: 'us-cfpb', version: '2015', path: 'clocks.respond' },
  ].map((datum) => ({ ...datum, confirmedBy: 'Ann Lee', on: '2026-11-24' }));
let app: FastifyInstance;

beforeAll(async () => {
  // Overviews read the log and the read models; nothing else of a house is reached from here.
  const house = {
    log,
    database,
    readModels: new Map(),
    tokenSecret: secret,
    rules,
    confirmationsOf,
  } as unknown as House;
  app = await apiServer(house, pino({ level: 'silent' }));
  await record(log, [
    ...lives.told('onebank', 1, lives.received),
    ...lives.told('onebank', 2, lives.proposed),
    ...lives.told('onebank', 3, lives.breached),
    ...lives.told('onebank', 4, [lives.imported]),
    ...lives.told('twobank', 5, lives.proposed),
    ...lives.told('twobank', 6, [lives.importedClosed]),
    ...lives.told('usbank', 8, lives.unsure),
  ]);
  await project({ log, database });
});
afterAll(() => app.close());

async function ask(
  url: string,
  { sub = 'hana', institution = 'onebank', ...rest }: Partial<Claims> = {},
) {
  const claims = { sub, institution, role: 'handler', rank: 'handler', unit: 'x', client: 'test' };
  const token = await developmentToken({ ...claims, ...rest } as Claims, secret, 1);
  const response = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

const numbers = (list: unknown) =>
  (list as readonly { case: string }[]).map((one) => Number(one.case)).toSorted();

describe('GET /cases', () => {
  test('answers the caller’s institution’s cases, those of a filter, and page by page', async () => {
    const { status, body } = await ask('/cases');
    expect(status).toBe(200);
    expect(numbers(shapes.casePage.strict().parse(body).cases)).toEqual([1, 2, 3, 4]);
    expect(numbers((await ask('/cases?filter=mine')).body['cases'])).toEqual([2]);
    expect((await ask('/cases?filter=mine', { sub: 'li' })).body['cases']).toEqual([]);
    const other = await ask('/cases?filter=imported', { institution: 'twobank' });
    expect(other.body['cases']).toMatchObject([
      { case: '000000000006', outcome: 'Closed', facts: { product: 'Student loan' } },
    ]);
    const first = await ask('/cases?limit=3');
    const second = await ask(`/cases?limit=3&after=${String(first.body['next'])}`);
    expect(second.body['next']).toBeNull();
    const both = [first, second].flatMap(({ body }) => body['cases'] as unknown[]);
    expect(numbers(both)).toEqual([1, 2, 3, 4]);
  });

  test('refuses what it does not know, by name', async () => {
    expect(await ask('/cases?filter=lost')).toMatchObject({
      status: 400,
      body: { code: 'malformed-request' },
    });
    expect((await ask('/cases?institution=twobank')).status).toBe(400);
    expect((await ask('/cases?limit=0')).status).toBe(400);
    expect(await ask('/cases?after=abc')).toMatchObject({
      status: 400,
      body: { code: 'unknown-cursor' },
    });
    expect((await app.inject({ url: '/cases' })).statusCode).toBe(401);
  });

  test('waits until a receipt’s event is shown, and says so when it is not', async () => {
    const position = '999999999999';
    expect(await ask(`/cases?atLeast=${position}`)).toMatchObject({
      status: 503,
      body: { code: 'read-model-behind' },
    });
    const [one] = lives.told('onebank', 7, lives.received);
    if (one === undefined) throw new RangeError('There is no event.');
    const { events } = await log.append(one.stream, [one.event], 'none');
    const asked = ask(`/cases?atLeast=${events[0]?.position}`);
    await project({ log, database });
    expect(numbers((await asked).body['cases'])).toContain(7);
  });
});

test('GET /deadlines answers clocks by how they stand', async () => {
  const { body } = await ask('/deadlines?state=breached');
  expect(shapes.deadlinePage.strict().parse(body).deadlines).toMatchObject([
    { case: '000000000003', clock: 'decide', state: 'breached', dueAt: '2026-03-17T15:59:59.999Z' },
  ]);
  expect(numbers((await ask('/deadlines')).body['deadlines'])).toEqual([1, 2]);
});

test('GET /deadlines says how sure the rule of each is, where it stands, and who confirmed it', async () => {
  const { body } = await ask('/deadlines', { institution: 'usbank' });
  const confirmed = { by: 'Ann Lee', on: '2026-11-24' };
  expect(body['deadlines']).toMatchObject([{ mark: 'S', datum: 'clocks.respond', confirmed }]);
  expect((await ask('/deadlines')).body['deadlines']).toMatchObject([
    { mark: 'V', datum: 'clocks.decide', confirmed: null },
    { mark: 'V', datum: 'clocks.decide', confirmed: null },
  ]);
});

test('GET /sign-offs answers what waits, with all that a sign-off must name', async () => {
  const { body } = await ask('/sign-offs', { sub: 'sun', role: 'supervisor' });
  expect(shapes.signOffPage.strict().parse(body).signOffs).toMatchObject([
    { case: '000000000002', instance: 'first', proposal: 5, own: false, amount: '300.00' },
  ]);
  expect(body).toMatchObject({
    signOffs: [
      { class: 'complex', clocks: [{ clock: 'decide', dueAt: '2026-03-17T15:59:59.999Z' }] },
    ],
  });
  expect(body).toMatchObject({
    signOffs: [{ letterCommitment: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }],
  });
  expect(body).toMatchObject({
    signOffs: [
      {
        authority: {
          ...{ regime: 'cn-nfra-2020', proposal: 5, mark: 'P' },
          ...{ datum: expect.stringMatching(/^signOff\./) as unknown },
          confirmed: { by: 'Ann Lee', on: '2026-11-24' },
        },
      },
    ],
  });
});

describe('GET /reports/{name}', () => {
  test('counts the caller’s institution', async () => {
    const { body } = await ask('/reports/volumes');
    expect(shapes.countedReport.strict().parse(body)).toMatchObject({
      report: 'volumes',
      institution: 'onebank',
      parked: 0,
      counts: {
        volumes: expect.arrayContaining([
          {
            month: '2019-03',
            product: 'Mortgage',
            outcome: 'In progress',
            timely: true,
            cases: 1,
          },
        ]) as unknown,
      },
    });
    expect((await ask('/reports/cfpb')).body).toMatchObject({
      counts: { rows: 1, Product: { Mortgage: 1 }, lag_bucket: { '1-7': 1 } },
    });
    expect((await ask('/reports/cfpb', { institution: 'twobank' })).body).toMatchObject({
      counts: { rows: 1, Product: { 'Student loan': 1 } },
    });
    expect((await ask('/reports/unknown')).status).toBe(400);
    const reversed = await ask('/reports/volumes?from=2026-12-01&to=2026-01-01');
    expect(reversed.status).toBe(400);
    expect(JSON.stringify(reversed.body)).toContain('must not be earlier than from');
  });

  test('waits for all that was recorded before it was asked', async () => {
    await record(log, lives.told('onebank', 8, [lives.importedClosed]));
    const asked = ask('/reports/cfpb');
    await project({ log, database });
    expect((await asked).body).toMatchObject({ counts: { rows: 2 } });
  });

  test('says how many cases are parked, and so not fully counted', async () => {
    await application.query(
      `insert into read.parked (model, stream, revision, reason)
       values ('cases', 'complaint-onebank.000000000001', 2, 'test'),
              ('cases', 'complaint-twobank.000000000005', 2, 'test')`,
    );
    expect((await ask('/reports/volumes')).body).toMatchObject({ parked: 1 });
    await application.query('delete from read.parked');
  });
});

test('all of it is described for OpenAPI', async () => {
  const { body } = await ask('/docs/json');
  expect(Object.keys(body['paths'] as object)).toEqual(
    expect.arrayContaining(['/cases', '/deadlines', '/sign-offs', '/reports/{name}']),
  );
});
