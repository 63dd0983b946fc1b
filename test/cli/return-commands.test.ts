import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import type { AmendedReturn, CellPage, MadeReturn } from '../../api/return-shapes.ts';
import { apiServer } from '../../api/server.ts';
import { writeEvents } from '../../bench/generated-events.ts';
import { addReturnCommands } from '../../cli/return-commands.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { cfpbRows, importedEvent, streamFor } from '../projections/cfpb-events.ts';
import { modelNamed, project, record, said } from '../projections/projected.ts';
import { goldenOf } from '../projections/returns/golden.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const tokenSecret = Buffer.alloc(32, 9);
let close: () => Promise<unknown>;

beforeAll(async () => {
  const house = { log, database, readModels: new Map(), tokenSecret } as unknown as House;
  const app = await apiServer(house, pino({ level: 'silent' }));
  close = () => app.close();
  const claims = { role: 'auditor', rank: 'none', unit: 'x', client: 'test' } as const;
  const caller = { ...claims, sub: 'ann', institution: 'onebank' };
  vi.stubEnv('REDRESS_API', await app.listen({ port: 0, host: '127.0.0.1' }));
  vi.stubEnv('REDRESS_TOKEN', await developmentToken(caller, tokenSecret, 1));
  await writeEvents(
    application,
    cfpbRows('cfpb-sample.csv').map((row) => importedEvent(row, 'onebank')),
  );
  await project({ log, database }, [modelNamed('returns')]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
});

/** Runs a command as the terminal does; what it prints as JSON, as text, and past both. */
async function run(...line: readonly string[]) {
  let written = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  try {
    return { ...(await runLine([addReturnCommands], line)), written };
  } finally {
    stdout.mockRestore();
  }
}

const ALL = ['--period', '2014-01-01..2023-12-31'];

test('list names every return', async () => {
  const { text } = await run('returns', 'list');
  expect(text).toContain('cn-bulletin');
  expect(text).toContain('outlets, personal-customers');
});

test('show has the CFPB’s golden counts, as JSON, as text and as CSV alike', async () => {
  const golden = goldenOf();
  const { value, text } = await run('returns', 'show', 'us-cfpb', ...ALL);
  const { tables, pin } = value as MadeReturn;
  const values = tables.flatMap(({ rows }) => rows.map((row) => [row.cell, row.value]));
  expect(Object.fromEntries(values)).toMatchObject(golden);
  expect(text).toContain(`pinned to --at ${pin.at}`);
  expect(text).toMatch(/│ Debt collection +│ +1016 │/);
  const { written } = await run('returns', 'show', 'us-cfpb', ...ALL, '--at', pin.at, '--csv');
  const lines = parse<{ cell: string; value: string }>(written, { columns: true });
  expect(lines.map((one) => [one.cell, one.value])).toEqual(values);
});

test('cell lists the cases of a cell with their events, page by page', async () => {
  const wish = ['us-cfpb', ...ALL, '--cell', 'company-response:Closed', '--limit', '20'];
  const { value, text } = await run('returns', 'cell', ...wish);
  const { cases, next } = value as CellPage;
  expect(cases).toHaveLength(20);
  expect(cases[0]?.events).toMatchObject([{ revision: 0, type: 'CaseImported', effect: 'came' }]);
  expect(text).toContain(`More: --after ${next}`);
  const rest = await run('returns', 'cell', ...wish, '--after', next ?? '');
  expect((rest.value as CellPage).cases).toHaveLength(15);
  const lost = ['returns', 'cell', 'us-cfpb', ...ALL, '--cell', 'company-response:lost'] as const;
  await expect(run(...lost)).rejects.toThrow('company-response has no such row');
});

test('amended tells what a later snapshot moved', async () => {
  const filed = (await run('returns', 'show', 'us-cfpb', ...ALL)).value as MadeReturn;
  const facts = { 'company-response': 'Closed with explanation' };
  const data = { snapshotOn: '2024-01-01', standing: 'closed', facts };
  const stream = streamFor('3555725', 'onebank');
  await record(log, said(stream, [{ type: 'ImportedFactsChanged', data }], 1));
  await project({ log, database }, [modelNamed('returns')]);
  const line = ['returns', 'amended', 'us-cfpb', ...ALL, '--from', filed.pin.at] as const;
  const { value, text } = await run(...line);
  const { moved, cells } = value as AmendedReturn;
  expect(moved).toEqual({ came: 0, went: 0, moved: 1 });
  expect(cells).toContainEqual({
    ...{ cell: 'company-response:In progress', before: '361', after: '360' },
    ...{ difference: '-1', cases: 1 },
  });
  expect(text).toContain('cases that came 0, went 0, moved 1 · 新增 0 件，移出 0 件，变动 1 件');
  expect(text).toContain('ImportedFactsChanged');
  expect((await run(...line, '--to', filed.pin.at)).text).toContain('Nothing differs');
});

test('what cannot be asked is refused before anything is', async () => {
  await expect(run('returns', 'show', 'lost', ...ALL)).rejects.toThrow('Allowed choices are');
  await expect(run('returns', 'show', 'us-cfpb')).rejects.toThrow('--period');
  await expect(run('returns', 'show', 'us-cfpb', '--period', '2026-Q9')).rejects.toThrow(
    'is no period of this return',
  );
});
