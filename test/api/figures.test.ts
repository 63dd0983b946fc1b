import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { TOKEN_ROLES } from '../../api/actor.ts';
import { figureList, figureReceipt } from '../../api/figures.ts';
import type { House } from '../../api/house.ts';
import { apiServer } from '../../api/server.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const secret = Buffer.alloc(32, 7);
let app: FastifyInstance;

beforeAll(async () => {
  // Figures are read from and recorded in the log alone.
  const house = {
    log: postgresLog(application),
    database: readDatabase(application),
    readModels: new Map(),
    tokenSecret: secret,
  };
  app = await apiServer(house as unknown as House, pino({ level: 'silent' }));
});
afterAll(() => app.close());

type Role = (typeof TOKEN_ROLES)[number];

async function ask(role: Role, payload?: object, headers = {}, institution = 'onebank') {
  const claims = { role, rank: 'none', unit: 'x', client: 'test', sub: role, institution };
  const authorization = `Bearer ${await developmentToken(claims, secret, 1)}`;
  return app.inject({
    ...{ url: '/figures', headers: { ...headers, authorization } },
    ...(payload === undefined ? {} : { method: 'POST', payload }),
  });
}

const outlets = { figure: 'outlets', on: '2026-03-31', value: '10432', source: 'Branch register' };
const key = (name: string) => ({ 'idempotency-key': name });

test('a figure is stated once for each key, and listed to its own institution', async () => {
  const first = figureReceipt.parse((await ask('supervisor', outlets, key('a'))).json());
  expect(first).toMatchObject({ repeated: false, figure: { ...outlets, statedBy: 'supervisor' } });
  const again = figureReceipt.parse((await ask('supervisor', outlets, key('a'))).json());
  expect(again).toEqual({ ...first, repeated: true });
  const other = await ask('supervisor', { ...outlets, value: '1' }, key('a'));
  expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([
    ...[422, 'idempotency-key-reused'],
  ]);
  const { figures } = figureList.parse((await ask('auditor')).json());
  expect(figures).toEqual([first.figure]);
  expect((await ask('auditor', undefined, {}, 'twobank')).json()).toEqual({ figures: [] });
});

test('the list is not sent again until a figure is stated', async () => {
  const tagOf = async () => String((await ask('auditor')).headers['etag']);
  const etag = await tagOf();
  expect((await ask('auditor', undefined, { 'if-none-match': etag })).statusCode).toBe(304);
  await ask('supervisor', { ...outlets, value: '10433' }, key('tag'));
  expect((await ask('auditor', undefined, { 'if-none-match': etag })).statusCode).toBe(200);
});

test.each(['clerk', 'handler', 'auditor'] as const)('a %s states none', async (role) => {
  const { statusCode, body } = await ask(role, outlets, key(role));
  expect([statusCode, body]).toEqual([403, expect.stringContaining('not-your-role')]);
});

test.each([
  [{ ...outlets, value: '0' }, 'value'],
  [{ ...outlets, on: '2026-02-30' }, 'on'],
  [{ ...outlets, figure: 'towers' }, 'figure'],
  [{ ...outlets, source: 'two\nlines' }, 'source'],
  [{ ...outlets, statedAt: '2020-01-01T00:00:00.000Z' }, 'statedAt'],
])('%o is refused by the name of its field', async (payload, at) => {
  const { statusCode, body } = await ask('supervisor', payload, key('wrong'));
  expect([statusCode, body]).toEqual([400, expect.stringContaining(at)]);
});
