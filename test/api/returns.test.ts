import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import { apiServer } from '../../api/server.ts';
import { amendedReturn, cellPage, madeReturn, returnList } from '../../api/return-shapes.ts';
import { writeEvents } from '../../bench/generated-events.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { RETURN_NAMES } from '../../projections/returns/returns.ts';
import { streamNamed, told } from '../projections/lives.ts';
import { cfpbRows, importedEvent } from '../projections/cfpb-events.ts';
import { modelNamed, project, record, said } from '../projections/projected.ts';
import { goldenOf } from '../projections/returns/golden.ts';
import * as lives from '../projections/returns/return-lives.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const secret = Buffer.alloc(32, 7);
let app: FastifyInstance;

const bulletin = lives.quarterOfLives();

beforeAll(async () => {
  // Returns read the log and the read models; nothing else of a house is reached from here.
  const house = { log, database, readModels: new Map(), tokenSecret: secret };
  app = await apiServer(house as unknown as House, pino({ level: 'silent' }));
  await record(
    log,
    bulletin.flatMap((life, place) => told('onebank', place, life)),
  );
  await writeEvents(
    application,
    cfpbRows('cfpb-sample.csv').map((row) => importedEvent(row, 'usbank')),
  );
  await shown();
});
afterAll(() => app.close());

const shown = () => project({ log, database }, [modelNamed('returns')]);

async function state(
  figure: string,
  value: string,
  { on = '2026-03-31', institution = 'onebank' } = {},
): Promise<void> {
  const payload = { figure, on, value, source: 'Annual report' };
  const headers = { 'idempotency-key': randomUUID() };
  const response = await send({ method: 'POST', url: '/figures', payload, headers }, institution);
  expect(response.statusCode, response.body).toBe(200);
  await shown();
}

async function send(
  request: InjectOptions,
  institution: string,
  role = 'head' as 'head' | 'auditor',
) {
  const claims = { role, rank: 'none', unit: 'x', client: 'test' } as const;
  const token = await developmentToken({ ...claims, sub: 'ann', institution }, secret, 1);
  const headers = { ...request.headers, authorization: `Bearer ${token}` };
  return app.inject({ ...request, headers });
}

const get = (url: string, institution = 'onebank', headers = {}) =>
  send({ url, headers }, institution, 'auditor');

async function ok<Value>(schema: { parse: (value: unknown) => Value }, path: string, of?: string) {
  const response = await get(path, of);
  expect(response.statusCode, response.body).toBe(200);
  return schema.parse(response.json());
}

async function refused(path: string): Promise<readonly [number, string, unknown]> {
  const response = await get(path);
  const { code, faults, because } = response.json<{
    code: string;
    faults?: unknown;
    because: { zh: string };
  }>();
  expect(because.zh).toMatch(/\p{Script=Han}/u);
  return [response.statusCode, code, faults];
}

const Q1 = 'period=2026-Q1';
const ALL = 'period=2014-01-01..2023-12-31';

test('every return is listed with its periods, rule and the figures it needs', async () => {
  const { returns } = await ok(returnList, '/returns');
  expect(returns.map((one) => one.return)).toEqual(RETURN_NAMES);
  expect(returns[0]).toMatchObject({
    periods: ['quarter', 'year'],
    mark: 'S',
    figures: ['outlets', 'personal-customers'],
  });
});

test('what a form leaves out of its rule stands in the list and in the return', async () => {
  const { returns } = await ok(returnList, '/returns');
  const listed = returns.find((one) => one.return === 'uk-disp')?.leftOut ?? [];
  expect(listed[0]).toMatchObject({ article: 'PS25/19', mark: 'S', from: '2027-01-01' });
  expect((await ok(madeReturn, '/returns/uk-disp?period=2026-H1')).leftOut).toEqual([]);
});

describe('a figure that is missing', () => {
  test('is named with its day, and nothing is made', async () => {
    const notStated = {
      message: 'is not stated',
      because: { en: 'is not stated', zh: '未作说明' },
    };
    expect(await refused(`/returns/cn-bulletin?${Q1}`)).toEqual([
      409,
      'figure-missing',
      [
        { at: 'figures/outlets/2026-03-31', ...notStated },
        { at: 'figures/personal-customers/2026-03-31', ...notStated },
      ],
    ]);
  });

  test('is missing still when it was stated of another day, or after the pin', async () => {
    const { position } = (
      await ok(cellPage, `/returns/cn-bulletin/cases?${Q1}&cell=complaints:all`)
    ).pin;
    await state('outlets', '1000', { on: '2025-12-31' });
    expect((await refused(`/returns/cn-bulletin?${Q1}`))[1]).toBe('figure-missing');
    await state('outlets', '1000');
    await state('personal-customers', '5000000');
    expect((await get(`/returns/cn-bulletin?${Q1}`)).statusCode).toBe(200);
    expect((await refused(`/returns/cn-bulletin?${Q1}&at=${position}`))[1]).toBe('figure-missing');
  });
});

/** The rows of the bulletin that a case stands in, counted from its raw events alone. */
function naively(events: readonly RecordedEvent[]): readonly string[] {
  const data = (type: string) =>
    events.filter((event) => event.type === type).map((event) => event.data);
  const [receipt] = data('ComplaintReceived');
  if (receipt === undefined || data('FoundNoComplaint').length > 0) return [];
  const byRegulator = receipt['channel'] === 'regulator' || data('RegulatorAsked').length > 0;
  const receivedAt = data('FactCorrected').at(-1)?.['after'] ?? receipt['receivedAt'];
  // Eight hours ahead of UTC, once the clock has named the zone.
  const ahead = data('ClockStarted').length > 0 ? 8 : 0;
  const day = new Date(Date.parse(receivedAt as string) + ahead * 3_600_000).toISOString();
  if (!byRegulator || day < '2026-01-01' || day >= '2026-04-01') return [];
  const { product, cause } = data('ComplaintClassified').at(-1) ?? receipt;
  return [
    'complaints:all',
    `product:${(product as string | undefined) ?? 'unclassified'}`,
    `cause:${(cause as string | undefined) ?? 'unclassified'}`,
  ];
}

const eventsOf = (place: number): Promise<readonly RecordedEvent[]> =>
  log.read(streamNamed('onebank', place));

describe('every cell of the bulletin', () => {
  test('holds the cases, traced to the events, that a naive count of the raw events finds', async () => {
    const made = await ok(madeReturn, `/returns/cn-bulletin?${Q1}`);
    const expected = new Map<string, Map<string, unknown>>();
    for (const place of bulletin.keys()) {
      const events = await eventsOf(place);
      for (const cell of naively(events)) {
        const traced = events.flatMap(({ revision, type }) => {
          const [before, after] = [events.slice(0, revision), events.slice(0, revision + 1)].map(
            naively,
          );
          const [was, is] = [before?.includes(cell), after?.includes(cell)];
          if (was !== is) return [[revision, type, is === true ? 'came' : 'left']];
          return before?.length === 0 && after?.length !== 0 ? [[revision, type, 'counted']] : [];
        });
        const cases = expected.get(cell) ?? new Map<string, unknown>();
        expected.set(cell, cases.set(String(place).padStart(12, '0'), traced));
      }
    }
    const counts = [...expected].map(([cell, cases]) => [cell, String(cases.size)]);
    const rows = made.tables.flatMap((table) => table.rows);
    expect(Object.fromEntries(rows.map(({ cell, value }) => [cell, value]))).toEqual(
      Object.fromEntries(counts),
    );
    for (const [cell, cases] of expected) {
      const path = `/returns/cn-bulletin/cases?${Q1}&cell=${cell}&at=${made.pin.at}`;
      const found = [];
      for (let after = ''; ;) {
        const page = await ok(cellPage, `${path}&limit=7${after}`);
        found.push(...page.cases);
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      expect(
        new Map(
          found.map((one) => [
            one.case,
            one.events.map(({ revision, type, effect }) => [revision, type, effect]),
          ]),
        ),
        cell,
      ).toEqual(cases);
    }
    const all = expected.get('complaints:all')?.size ?? 0;
    expect(made.checks).toEqual(
      ['product', 'cause'].map((table) => ({
        ...{ left: ['complaints'], right: [table], sum: String(all) },
      })),
    );
    const ratio = (name: string) => made.ratios.find((one) => one.ratio === name)?.rows[0]?.value;
    expect(ratio('per-thousand-outlets')).toBe(((all / 1_000) * 1_000).toFixed(2));
    expect(ratio('per-ten-million-customers')).toBe((all * 2).toFixed(2));
  });

  test('keeps to its institution', async () => {
    expect((await get(`/returns/cn-bulletin?${Q1}`, 'twobank')).statusCode).toBe(409);
    await state('outlets', '1', { institution: 'twobank' });
    await state('personal-customers', '1', { institution: 'twobank' });
    const { tables } = await ok(madeReturn, `/returns/cn-bulletin?${Q1}`, 'twobank');
    expect(tables.map(({ rows }) => rows.map(({ value }) => value))).toEqual([['0'], [], []]);
  });
});

describe('an amended return', () => {
  test('explains each difference by cases that came, went or moved, and by their events', async () => {
    const filed = await ok(madeReturn, `/returns/cn-bulletin?${Q1}`);
    const numberOf = (place: number): string => String(place).padStart(12, '0');
    const [came, went, moved] = [900, 901, 902];
    await record(log, [
      ...told('onebank', came, [...lives.receivedAs(), lives.classifiedAs('wealth')]),
    ]);
    const wasCounted = bulletin.findIndex(
      (life) => life.length === 2 && life[0]?.data['channel'] === 'regulator' && isQ1(life),
    );
    const wasCard = bulletin.findIndex(
      (life) => life.length === 3 && life[0]?.data['channel'] === 'regulator' && isQ1(life),
    );
    expect([went, moved]).not.toContain(wasCounted);
    await record(log, [
      ...said(streamNamed('onebank', wasCounted), [lives.noComplaint], 2),
      ...said(streamNamed('onebank', wasCard), [lives.classifiedAs('wealth')], 3),
    ]);
    await shown();
    const path = `/returns/cn-bulletin/amended?${Q1}&from=${filed.pin.at}`;
    const amended = await ok(amendedReturn, path);
    expect(amended.moved).toEqual({ came: 1, went: 1, moved: 1 });
    const byCase = new Map(amended.cases.map((one) => [one.case, one]));
    expect(byCase.get(numberOf(came))).toMatchObject({
      move: 'came',
      events: [
        { revision: 0, type: 'ComplaintReceived', outOf: [] },
        {
          ...{ revision: 2, type: 'ComplaintClassified' },
          into: ['product:wealth', 'cause:pricing'],
          outOf: ['product:unclassified', 'cause:unclassified'],
        },
      ],
    });
    expect(byCase.get(numberOf(wasCounted))).toMatchObject({
      move: 'went',
      events: [{ revision: 2, type: 'FoundNoComplaint', into: [] }],
    });
    expect(byCase.get(numberOf(wasCard))).toMatchObject({
      move: 'moved',
      differences: [
        { cell: 'product:credit-card', before: '1', after: '0' },
        { cell: 'product:wealth', before: '0', after: '1' },
      ],
    });
    const later = await ok(madeReturn, `/returns/cn-bulletin?${Q1}`);
    const value = (made: typeof later, cell: string) =>
      made.tables.flatMap(({ rows }) => rows).find((row) => row.cell === cell)?.value ?? '0';
    for (const { cell, before, after, difference } of amended.cells) {
      expect([before, after]).toEqual([value(filed, cell), value(later, cell)]);
      expect(Number(difference)).toBe(Number(after) - Number(before));
    }
    expect(amended.cells.map(({ cell }) => cell)).toContain('complaints:all');
    expect(amended.ratios.map(({ ratio }) => ratio)).toContain(
      'product-per-ten-million-customers:wealth',
    );
    expect((await ok(amendedReturn, `${path}&limit=1`)).next).toBe(amended.cases[0]?.case);
    const swapped = `/returns/cn-bulletin/amended?${Q1}&from=${later.pin.at}&to=${filed.pin.at}`;
    expect((await refused(swapped)).slice(0, 2)).toEqual([400, 'pins-out-of-order']);
    // What was filed is given again by its pin, to the letter.
    const { pin, ...again } = await ok(madeReturn, `/returns/cn-bulletin?${Q1}&at=${filed.pin.at}`);
    expect({ pin, ...again }).toEqual(filed);
  });
});

function isQ1(life: (typeof bulletin)[number]): boolean {
  return life[0]?.data['receivedAt'] === '2026-02-10T02:00:00.000Z';
}

describe('an answer that has a name', () => {
  test('is the list of returns, which does not change', async () => {
    expect(await askedAgain('/returns', await tagOf('/returns'))).toBe(304);
  });

  const path = `/returns/cn-bulletin?${Q1}`;
  const tagOf = async (url: string): Promise<string> => {
    const { statusCode, headers } = await get(url);
    expect(statusCode).toBe(200);
    return String(headers.etag);
  };
  const askedAgain = async (url: string, tag: string): Promise<number> =>
    (await get(url, 'onebank', { 'if-none-match': tag })).statusCode;

  test('is not sent again until a case or a figure has changed, in JSON, CSV, cell or amendment', async () => {
    const { pin } = await ok(madeReturn, path);
    const paths = [
      ...[path, `${path}&format=csv`, `${path}&at=${pin.at}`],
      `/returns/cn-bulletin/cases?${Q1}&cell=complaints:all`,
      `/returns/cn-bulletin/amended?${Q1}&from=${pin.at}`,
    ];
    const tags = await Promise.all(paths.map(tagOf));
    expect(new Set(tags).size).toBe(paths.length);
    const again = () => Promise.all(paths.map((one, at) => askedAgain(one, tags[at] ?? '')));
    expect(await again()).toEqual(paths.map(() => 304));
    await state('policies', '12', { on: '2019-12-31' });
    expect(await again()).toEqual(paths.map(() => 200));
  });

  test('and one that cannot be made has none', async () => {
    const { statusCode, headers } = await get('/returns/cn-bulletin?period=2025-Q3');
    expect([statusCode, headers.etag]).toEqual([409, undefined]);
  });
});

test('an amended return names the figure that was corrected, by whom and when', async () => {
  const filed = await ok(madeReturn, `/returns/cn-bulletin?${Q1}`);
  await state('outlets', '2000');
  const path = `/returns/cn-bulletin/amended?${Q1}&from=${filed.pin.at}`;
  const { cells, ratios, figures } = await ok(amendedReturn, path);
  expect(cells).toEqual([]);
  expect(ratios.map(({ ratio }) => ratio)).toEqual(['per-thousand-outlets:all']);
  expect(figures).toEqual([
    {
      ...{ figure: 'outlets', on: '2026-03-31' },
      before: filed.ratios.find(({ figure }) => figure.figure === 'outlets')?.figure,
      after: expect.objectContaining({ value: '2000', statedBy: 'ann' }) as unknown,
    },
  ]);
  const { pin, ...again } = await ok(madeReturn, `/returns/cn-bulletin?${Q1}&at=${filed.pin.at}`);
  expect({ pin, ...again }).toEqual(filed);
});

describe('the CFPB sample', () => {
  test('has the counts made without this software, as JSON and as CSV alike', async () => {
    const { tables, pin } = await ok(madeReturn, `/returns/us-cfpb?${ALL}`, 'usbank');
    const rows = tables.flatMap(({ rows: all }) => all);
    const values = Object.fromEntries(rows.map(({ cell, value }) => [cell, value]));
    expect(values).toMatchObject(goldenOf());
    const { body, headers } = await get(
      `/returns/us-cfpb?${ALL}&format=csv&at=${pin.at}`,
      'usbank',
    );
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = parse<{ cell: string; value: string; at: string }>(body, { columns: true });
    expect(Object.fromEntries(lines.map(({ cell, value }) => [cell, value]))).toEqual(values);
    expect(new Set(lines.map(({ at }) => at))).toEqual(new Set([pin.at]));
  });
});

describe('bad input', () => {
  test.each([
    ['/returns/lost?period=2026-Q1', 'malformed-request'],
    ['/returns/cn-bulletin', 'malformed-request'],
    ['/returns/cn-bulletin?period=2026-Q5', 'not-a-period-of-this-return'],
    ['/returns/cn-bulletin?period=2026-H1', 'not-a-period-of-this-return'],
    ['/returns/us-cfpb?period=2026-02-30..2026-03-01', 'not-a-period-of-this-return'],
    ['/returns/us-cfpb?period=2026-03-02..2026-03-01', 'not-a-period-of-this-return'],
    ['/returns/cn-bulletin?period=2199-Q1', 'period-not-begun'],
    ['/returns/cn-bulletin?period=2026-Q1&at=999999999999', 'position-not-in-log'],
    ['/returns/cn-bulletin?period=2026-Q1&at=yesterday', 'malformed-request'],
    ['/returns/cn-bulletin?period=2026-Q1&at=2026-02-30T00:00:00.000Z', 'malformed-request'],
    ['/returns/cn-bulletin?period=2026-Q1&at=2199-01-01T00:00:00Z', 'instant-too-recent'],
    ['/returns/cn-bulletin/cases?period=2026-Q1&cell=lost:all', 'no-such-cell'],
    ['/returns/cn-bulletin/cases?period=2026-Q1&cell=product:lost', 'no-such-cell'],
    ['/returns/cn-bulletin/cases?period=2026-Q1', 'malformed-request'],
    ['/returns/cn-bulletin/cases?period=2026-Q1&cell=cause:x&after=x', 'malformed-request'],
    ['/returns/cn-bulletin/amended?period=2026-Q1', 'malformed-request'],
    ['/returns/cn-bulletin/amended?period=2026-Q1&from=999999999999', 'position-not-in-log'],
  ])('%s is refused as %s, and nothing is recorded', async (path, code) => {
    const events = await application.query('select count(*) from log.events');
    expect((await refused(path)).slice(0, 2)).toEqual([400, code]);
    expect((await application.query('select count(*) from log.events')).rows).toEqual(events.rows);
  });

  test('a projector that is behind is waited for, and then said to be', async () => {
    await record(log, told('onebank', 990, lives.receivedAs()));
    expect((await refused(`/returns/cn-disclosure?period=2026`)).slice(0, 2)).toEqual([
      503,
      'read-model-behind',
    ]);
    await shown();
    expect((await get('/returns/cn-disclosure?period=2026')).statusCode).toBe(200);
  });
});
