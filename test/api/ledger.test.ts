import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { Claims } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import { apiServer } from '../../api/server.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { checkProof, anyProof } from '../../projections/ledger/checked-proof.ts';
import { event } from '../events/log/events.ts';
import { kept, ledgerParts } from '../projections/ledger/ledger-parts.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const secret = Buffer.alloc(32, 7);
const STREAM = 'complaint-onebank.000000000001';
let app: FastifyInstance;

beforeAll(async () => {
  // The ledger needs the log and the database; nothing else of a house is reached from here.
  app = await apiServer(
    { log, database, readModels: new Map(), tokenSecret: secret } as unknown as House,
    pino({ level: 'silent' }),
  );
  await log.append(STREAM, [event(), event(), event()], 'none');
  await kept(ledgerParts({ log, database }), 'onebank', 4);
});
afterAll(() => app.close());

async function ask(url: string, differently: Partial<Claims> = {}) {
  const claims = { sub: 'li-ming', institution: 'onebank', role: 'auditor', rank: 'auditor' };
  const whole = { ...claims, unit: 'audit', client: 'test', ...differently } as Claims;
  const authorization = `Bearer ${await developmentToken(whole, secret, 1)}`;
  const response = await app.inject({ url, headers: { authorization } });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

test('an auditor is given heads, keys and proofs that hold without us', async () => {
  const { body: heads } = await ask('/ledger/heads?limit=1');
  expect(heads['heads']).toMatchObject([{ institution: 'onebank', treeSize: 4 }]);
  const { body: keys } = await ask('/ledger/keys');
  const publicKeys = (keys['keys'] as { publicKey: string }[]).map(({ publicKey }) => publicKey);
  const [stored] = await log.readBytes(STREAM, { from: 2 });
  const { body: proof } = await ask(`/ledger/inclusion?stream=${STREAM}&revision=2`);
  const known = { publicKeys, ...(stored === undefined ? {} : { event: stored }) };
  expect(checkProof(anyProof.parse(proof), known)).toEqual([]);
  const { body: grown } = await ask('/ledger/consistency?first=2&second=4');
  expect(checkProof(anyProof.parse(grown), known)).toEqual([]);
});

test.each([
  [`/ledger/inclusion?stream=${STREAM}&revision=9`, 404, 'no-such-leaf'],
  [`/ledger/inclusion?stream=${STREAM}&revision=1&size=99`, 404, 'no-such-size'],
  [`/ledger/inclusion?stream=${STREAM}&revision=1&size=1`, 404, 'beyond-the-head'],
  ['/ledger/inclusion?stream=nobody&revision=1', 400, 'malformed-request'],
  ['/ledger/consistency?first=3&second=2', 404, 'no-such-size'],
  ['/ledger/consistency?first=0&second=2', 400, 'malformed-request'],
])('GET %s is answered %i %s', async (url, status, code) => {
  expect(await ask(url)).toMatchObject({ status, body: { code } });
});

test('another institution sees nothing of it, and nobody who works on cases sees any', async () => {
  const other = await ask(`/ledger/inclusion?stream=${STREAM}&revision=1`, {
    institution: 'twobank',
  });
  expect(other).toMatchObject({ status: 404, body: { code: 'no-such-leaf' } });
  const clerk = await ask('/ledger/heads', { role: 'clerk', rank: 'clerk' });
  const because = {
    en: 'This is for the roles auditor, operator.',
    zh: '仅限以下角色：审计员（auditor）、系统运维人员（operator）。',
  };
  expect(clerk).toMatchObject({ status: 403, body: { code: 'not-your-role', because } });
});
