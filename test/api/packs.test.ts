import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessBook } from '../../activities/access-book.ts';
import { developmentToken } from '../../api/actor.ts';
import type { Claims } from '../../api/actor.ts';
import type { PackingHouse } from '../../api/hand-out-packs.ts';
import type { House } from '../../api/house.ts';
import { problem } from '../../api/problems.ts';
import { apiServer } from '../../api/server.ts';
import { folderStore } from '../../documents/document-store.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { streamBeside } from '../../keys/case-number.ts';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import { readDatabase } from '../../projections/database.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { event } from '../events/log/events.ts';
import { WRAPPING } from '../projections/ledger/ledger-parts.ts';
import { modelNamed, project } from '../projections/projected.ts';
import { unzipped, verdictOn, verdictsInPython } from '../projections/packs/packs.ts';
import { recordedLives } from '../projections/packs/recorded-lives.ts';
import { withDatabase } from '../with-database.ts';
import { placesOf, problemOf } from './ask.ts';

const { application } = withDatabase();
const [log, database] = [postgresLog(application), readDatabase(application)];
const secret = Buffer.alloc(32, 7);
const book = accessBook(log);
const parts: PackingHouse = {
  ...{ log, database, ring: memoryKeyRing(), noteAccess: (access) => note(access) },
  shelf: [...readShelf(REGIMES), ...readCalendars(CALENDARS)],
  documents: folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-'))),
  keysOf: () => ({ identity: WRAPPING, wrapping: WRAPPING }),
  recordAccess: () => Promise.resolve(),
};
const scratch = mkdtempSync(join(tmpdir(), 'redress-scratch-'));
const note = vi.fn(book);
let streams: readonly string[] = [];
let app: FastifyInstance;

beforeAll(async () => {
  vi.stubEnv('TMPDIR', scratch);
  // Packs need no more of a house than this.
  const house = { ...parts, readModels: new Map(), tokenSecret: secret } as unknown as House;
  app = await apiServer(house, pino({ level: 'silent' }));
  streams = await recordedLives({ log, database }, 'onebank', 16);
  const onParked = (stream: string) => expect.fail(stream);
  await project({ log, database, onParked }, [modelNamed('returns')]);
  // Recorded after the head.
  await log.append('complaint-onebank.0000000000ZZ', [event()], 'none');
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await app.close();
});
// Whatever was asked, nothing of it stays behind.
afterEach(() =>
  expect(readdirSync(scratch).filter((name) => name.startsWith('redress-pack-'))).toEqual([]),
);

async function ask(url: string, payload: object, differently: Partial<Claims> = {}) {
  const claims = { sub: 'sun', institution: 'onebank', role: 'auditor', rank: 'auditor' };
  const whole = { ...claims, unit: 'audit', client: 'test', ...differently } as Claims;
  const authorization = `Bearer ${await developmentToken(whole, secret, 1)}`;
  return app.inject({ method: 'POST', url, payload, headers: { authorization } });
}

const purpose = 'request 2026-17';
const CASE = '/complaints/000000000003/packs';
const WHOLE = { from: '2000-01-01', to: '2199-12-31', purpose };
const CFPB = { name: 'us-cfpb', period: '2023-12-01..2024-12-31', purpose };

/** The pack, once it was found to hold by both verifiers. */
async function packed(url: string, payload: object) {
  const response = await ask(url, payload);
  expect(response.statusCode, response.body).toBe(200);
  const zip = response.rawPayload;
  expect(response.headers).toMatchObject({
    ...{ 'content-type': 'application/zip', 'pack-later-events': '0' },
    'content-length': String(zip.length),
    'repr-digest': `sha-256=:${hash('sha256', zip, 'base64')}:`,
  });
  expect(verdictOn(zip)).toEqual({ exitCode: 0, damages: [] });
  expect(verdictsInPython([zip])).toEqual([[]]);
  return { files: unzipped(zip), sha256: hash('sha256', zip, 'hex') };
}

const exportsOf = async (stream: string) =>
  (await log.read(streamBeside('access', stream)))
    .filter(({ type }) => type === 'CaseExported')
    .map(({ data, meta }) => ({ ...data, by: meta.actor.id }));

describe('a pack that is asked for', () => {
  test('of a case proves itself, and stands on record in it', async () => {
    const wish = { profile: 'complainant', purpose, report: false };
    const { sha256, files } = await packed(CASE, wish);
    expect(files.has('report.en.html')).toBe(false);
    const data = { what: 'pack', purpose, profile: 'complainant', sha256, by: 'sun' };
    expect(await exportsOf('complaint-onebank.000000000003')).toEqual([data]);
    const reported = await packed(CASE, { profile: 'regulator', purpose });
    expect(reported.files.has('report.zh-CN.pdf')).toBe(true);
  });

  test('of a period and of a return stand on record in each of their cases', async () => {
    const period = await packed('/packs/periods', WHOLE);
    expect(JSON.parse(String(period.files.get('cases.json')))).toHaveLength(streams.length);
    for (const stream of streams)
      expect(await exportsOf(stream)).toContainEqual(
        expect.objectContaining({ what: 'period-pack', sha256: period.sha256, by: 'sun' }),
      );
    const { files, sha256 } = await packed('/packs/returns', CFPB);
    const counted = JSON.parse(String(files.get('cells.json'))) as { stream: string }[];
    expect(counted.length).toBeGreaterThan(0);
    for (const { stream } of counted)
      expect(await exportsOf(stream)).toContainEqual(
        expect.objectContaining({ what: 'return-pack', sha256, purpose }),
      );
  });

  test.each([
    [CASE, { profile: 'regulator', purpose, report: false }],
    ['/packs/periods', WHOLE],
    ['/packs/returns', CFPB],
  ])('POST %s does not leave the house unless that is on record', async (url, payload) => {
    note.mockRejectedValueOnce(new Error('not on record'));
    problemOf(await ask(url, payload), 500);
    // The others of its cases may have it on record; none of them has left.
    note.mockReset().mockImplementation(book);
  });
});

describe('a pack that cannot be made', () => {
  test.each<[string, object, number, string]>([
    ['/complaints/0000000000YY/packs', { profile: 'regulator', purpose }, 404, 'no-such-leaf'],
    ['/complaints/0000000000ZZ/packs', { profile: 'regulator', purpose }, 404, 'beyond-the-head'],
    [CASE, { profile: 'regulator', purpose, size: 9_999 }, 404, 'no-such-size'],
    ['/packs/periods', { ...WHOLE, to: '2000-01-31' }, 404, 'nothing-received'],
    ['/packs/returns', { ...CFPB, period: 'soon' }, 400, 'not-a-period-of-this-return'],
    ['/packs/returns', { ...CFPB, at: '999999999' }, 400, 'position-not-in-log'],
    ['/packs/returns', { ...CFPB, name: 'cn-bulletin', period: '2024-Q1' }, 409, 'figure-missing'],
  ])('POST %s %j is answered %i %s', async (url, payload, status, code) => {
    const response = await ask(url, payload);
    expect(response.statusCode, response.body).toBe(status);
    expect(problem.parse(response.json())).toMatchObject({
      code,
      because: { zh: expect.stringMatching(/\p{Script=Han}/u) as string },
    });
  });

  test.each<[string, object, string]>([
    [CASE, { profile: 'press', purpose }, 'body/profile'],
    [CASE, { profile: 'regulator' }, 'body/purpose'],
    [CASE, { profile: 'complainant', purpose, withDocuments: true }, 'body/withDocuments'],
    ['/packs/periods', { ...WHOLE, from: '2026-02-30' }, 'body/from'],
    ['/packs/periods', { ...WHOLE, from: '2199-12-31', to: '2000-01-01' }, 'body/to'],
    ['/packs/returns', { ...CFPB, name: 'another' }, 'body/name'],
    ['/packs/returns', { ...CFPB, at: '2026-11-31T00:00:00.000Z' }, 'body/at'],
    ['/packs/returns', { ...CFPB, purpose: '   ' }, 'body/purpose'],
  ])('POST %s %j is told where it is wrong', async (url, payload, place) => {
    expect(placesOf(await ask(url, payload))).toEqual([place]);
  });

  test('for want of a head is told, and nobody who works on cases makes one', async () => {
    const payload = { profile: 'regulator', purpose };
    const other = await ask(CASE, payload, { institution: 'twobank' });
    expect(problemOf(other, 404).code).toBe('no-head-yet');
    for (const role of ['clerk', 'handler', 'supervisor', 'operator'] as const)
      expect(problemOf(await ask(CASE, payload, { role }), 403).code).toBe('not-your-role');
  });
});
