import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { Claims } from '../../api/actor.ts';
import * as shapes from '../../api/figures-as-of-shapes.ts';
import type { House } from '../../api/house.ts';
import { problem } from '../../api/problems.ts';
import { apiServer } from '../../api/server.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { readModels } from '../../projections/read-models.ts';
import { countReturn } from '../../projections/returns/count-return.ts';
import { periodNamed } from '../../projections/returns/period.ts';
import { pinOf } from '../../projections/returns/pin.ts';
import { returns } from '../../projections/returns/returns.ts';
import { reports } from '../../projections/reports/reports.ts';
import { kinds } from '../../workers/house.ts';
import { event } from '../events/log/events.ts';
import * as lives from '../projections/lives.ts';
import { allRows, project, record } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const database = readDatabase(application);
const secret = Buffer.alloc(32, 7);
const [MORNING, NOON, EVENING, NIGHT] = [
  '2026-06-01T08:00:00.000Z',
  '2026-06-01T12:00:00.000Z',
  '2026-06-01T20:00:00.000Z',
  '2026-06-01T23:00:00.000Z',
];
/** When the log records; one case is known in the morning, another in the evening. */
let now = MORNING;
const kept = memoryLog(() => new Date(now));
/** What the log waits for before it says where it ends. */
let gate = Promise.resolve();
const log = { ...kept, end: async () => gate.then(() => kept.end()) };
let app: FastifyInstance;

beforeAll(async () => {
  // As of an instant the log is read, and tables of its own are written; nothing else of a house is reached.
  const house = { log, database, readModels: readModels(kinds), tokenSecret: secret };
  app = await apiServer(house as unknown as House, pino({ level: 'silent' }));
  await record(kept, lives.told('onebank', 1, lives.received));
  await record(kept, lives.told('twobank', 2, lives.received));
  // The tables that are served show the morning, and stay as they are.
  await project({ log: kept, database });
  now = EVENING;
  await record(kept, lives.told('onebank', 3, lives.breached));
});
afterAll(() => app.close());

async function ask(url: string, claims: Partial<Claims> = {}) {
  const whole = { sub: 'hana', institution: 'onebank', role: 'auditor', rank: 'none', ...claims };
  const token = await developmentToken(
    { unit: 'audit', client: 'test', ...whole } as Claims,
    secret,
    1,
  );
  return app.inject({ url, headers: { authorization: `Bearer ${token}` } });
}
async function reportAt(name: string, at: string, rest = '', claims: Partial<Claims> = {}) {
  const response = await ask(`/reports/${name}/as-of?at=${at}${rest}`, claims);
  return shapes.reportAsOf.parse(response.json());
}
async function refused(url: string, status: number) {
  const response = await ask(url);
  expect(response.statusCode, response.body).toBe(status);
  return problem.parse(response.json());
}

test('a report is told as it was known, and what is served is not touched', async () => {
  const before = await allRows(database);
  const found = await reportAt('volumes', NOON, '&period=day&from=2026-01-01');
  const asked = { institution: 'onebank', now: new Date(NOON), period: 'day' as const };
  expect(found).toMatchObject({ report: 'volumes', institution: 'onebank', by: 'recorded' });
  expect(found.figures).toEqual(await reports.volumes.count(database, asked));
  expect((await reportAt('volumes', EVENING)).figures).not.toEqual(found.figures);
  expect(await allRows(database)).toEqual(before);
});

test('what differs at another instant is listed with the events that explain it', async () => {
  const { against } = await reportAt('deadlines', NOON, `&against=${EVENING}`);
  expect(against?.at).toBe(EVENING);
  expect(against?.differs.length).toBeGreaterThan(0);
  const wanted = lives.told('onebank', 3, lives.breached);
  expect(against?.events.map(({ event: type }) => type)).toEqual(
    wanted.map((one) => one.event.type),
  );
  expect(new Set(against?.events.map(({ case: number }) => number))).toEqual(
    new Set(['000000000003']),
  );
  expect(against?.more).toBe(0);
});

test('by what was so, a case counts before the log heard of it', async () => {
  const occurred = lives.told('onebank', 3, lives.breached).at(-1)?.event.meta.occurredAt ?? '';
  expect(occurred < MORNING).toBe(true);
  const so = await reportAt('deadlines', MORNING, '&by=occurred');
  expect(so.figures).toEqual((await reportAt('deadlines', EVENING, '&by=occurred')).figures);
  expect(so.figures).not.toEqual((await reportAt('deadlines', MORNING)).figures);
});

test('a return is the one that is pinned to the instant', async () => {
  const response = await ask(`/returns/cn-disclosure/as-of?at=${NOON}&period=2026-H1`);
  const found = shapes.returnAsOf.parse(response.json());
  const institution = 'onebank';
  const form = returns['cn-disclosure'];
  const period = periodNamed('2026-H1') ?? expect.fail('No period.');
  const end = await pinOf({ log: kept, database, institution }, undefined, new Date(NOON));
  const asked = { institution, form, period, pin: { ...end, knownAt: NOON } };
  expect(found).toMatchObject({ return: 'cn-disclosure', period: '2026-H1', at: NOON });
  expect(found.figures).toEqual(await countReturn({ log: kept, database }, asked));
});

test('each institution is told of its own cases alone', async () => {
  const own = await reportAt('volumes', EVENING, '', { institution: 'twobank' });
  expect(own.institution).toBe('twobank');
  expect(own.figures).toEqual(
    await reports.volumes.count(database, { institution: 'twobank', now: new Date(EVENING) }),
  );
});

test('what cannot be made is refused in words', async () => {
  const early = '2001-01-01T00:00:00.000Z';
  const nothing = await refused(`/reports/volumes/as-of?at=${early}`, 409);
  expect(nothing.code).toBe('before-first-event');
  expect(nothing.because?.en).toContain(`The first event is of ${MORNING}.`);
  const against = await refused(`/reports/volumes/as-of?at=${NOON}&against=${early}`, 409);
  expect(against.code).toBe('before-first-event');
  for (const [url, code] of [
    ['/reports/volumes/as-of?at=yesterday', 'malformed-request'],
    ['/reports/volumes/as-of', 'malformed-request'],
    ['/reports/nosuch/as-of?at=2026-06-01T12:00:00.000Z', 'malformed-request'],
    [`/reports/volumes/as-of?at=${NOON}&from=2026-02-01&to=2026-01-01`, 'malformed-request'],
    [`/returns/uk-disp/as-of?at=${NOON}`, 'malformed-request'],
    [`/returns/uk-disp/as-of?at=${NOON}&period=2026-03`, 'not-a-period-of-this-return'],
    [`/returns/uk-disp/as-of?at=${NOON}&period=2027-H1`, 'period-not-begun'],
  ] as const)
    expect((await refused(url, 400)).code, url).toBe(code);
});

test('one is made at a time; who asks meanwhile is told to ask again', async () => {
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  const first = ask(`/reports/volumes/as-of?at=${NOON}`);
  // Whichever of the two comes first waits at the gate, and the other one does not.
  const second = ask(`/returns/cn-disclosure/as-of?at=${NOON}&period=2026-H1`);
  const told = await Promise.race([first, second]);
  expect([told.statusCode, told.headers['retry-after']]).toEqual([503, '5']);
  open();
  const statuses = (await Promise.all([first, second])).map(({ statusCode }) => statusCode);
  expect(statuses.toSorted()).toEqual([200, 503]);
  expect((await ask(`/reports/volumes/as-of?at=${NOON}`)).statusCode).toBe(200);
});

test('of many events that explain a difference the first are listed, and the rest is counted', async () => {
  now = NIGHT;
  const life = lives.told('onebank', 1, lives.received).length;
  const cases = Math.ceil(600 / life);
  for (let number = 100; number < 100 + cases; number += 1)
    await record(kept, lives.told('onebank', number, lives.received));
  const { against } = await reportAt('volumes', EVENING, `&against=${NIGHT}`);
  expect(against?.events).toHaveLength(500);
  expect(against?.more).toBe(cases * life - 500);
  expect(against?.events[0]).toMatchObject({ case: '000000000100', recordedAt: NIGHT });
});

test('a log that is too long for a request is not read, and the command is named', async () => {
  for (let page = 0; page <= 20; page += 1) {
    const events = Array.from({ length: 1_000 }, () => event());
    await kept.append('document-onebank.000000000001', events, 'any');
  }
  const told = await refused(`/reports/volumes/as-of?at=${NOON}`, 409);
  expect(told.code).toBe('log-too-long');
  expect(told.because?.en).toContain('redress replay as-of');
});
