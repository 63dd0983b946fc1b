import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { statedFigures } from '../../activities/figure-book.ts';
import type { House } from '../../api/house.ts';
import { apiServer } from '../../api/server.ts';
import { addFigureCommands } from '../../cli/figure-commands.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { createInstitutionKeys } from '../../keys/institution-keys.ts';
import { tokenSecret } from '../../workers/configuration.ts';
import { readDatabase } from '../../projections/database.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application, url } = withDatabase();
const log = postgresLog(application);
const home = mkdtempSync(join(tmpdir(), 'redress-figures-'));
let close: () => Promise<unknown>;

beforeAll(async () => {
  vi.stubEnv('REDRESS_HOME', home);
  vi.stubEnv('DATABASE_URL', url);
  createInstitutionKeys(home, 'onebank');
  const house = {
    log,
    database: readDatabase(application),
    readModels: new Map(),
    tokenSecret: tokenSecret(home),
  } as unknown as House;
  const app = await apiServer(house, pino({ level: 'silent' }));
  close = () => app.close();
  vi.stubEnv('REDRESS_API', await app.listen({ port: 0, host: '127.0.0.1' }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
  rmSync(home, { recursive: true });
});

async function run(...line: readonly string[]): Promise<string> {
  const whole = ['figure', ...line, '--institution', 'onebank'];
  return (await runLine([addFigureCommands], whole)).text;
}

const state = (value: string, role = 'supervisor') =>
  run(
    ...['state', 'outlets', '--on', '2026-03-31', '--value', value],
    ...['--source', 'Annual report', '--as', 'sun', '--role', role],
  );

const values = async () => (await statedFigures(log, 'onebank')).map(({ value }) => value);

test('a figure is stated, and a correction of it stands beside it', async () => {
  expect(await run('list')).toContain('None yet');
  expect(await state('10432')).toContain('Stated outlets on 2026-03-31: 10432');
  await state('10433');
  expect(await values()).toEqual(['10432', '10433']);
  expect(await run('list')).toMatch(/10433.*Annual report.*sun/);
});

test('what is no figure, or not this role’s to state, is refused, and nothing is recorded', async () => {
  const before = await values();
  await expect(state('0')).rejects.toThrow('value');
  await expect(state('1', 'clerk')).rejects.toThrow('supervisor');
  const towers = ['state', 'towers', '--on', '2026-03-31', '--value', '1', '--source', 'x'];
  await expect(run(...towers)).rejects.toThrow('Allowed choices are outlets');
  expect(await values()).toEqual(before);
});

test('what an earlier release kept in a file is recorded once, as of when it was stated', async () => {
  const before = await values();
  const statedAt = '2026-04-02T08:00:00.000Z';
  const said = { figure: 'policies', on: '2026-03-31', value: '77', source: 'Core', statedAt };
  mkdirSync(join(home, 'figures'));
  const file = join(home, 'figures', 'onebank.json');
  writeFileSync(file, JSON.stringify([said, { ...said, value: '78' }]));
  expect(await run('import', '--as', 'li')).toContain('Recorded: 2');
  expect(await run('import', '--as', 'li')).toContain('Recorded: 0; recorded before: 2');
  expect(await values()).toEqual([...before, '77', '78']);
  expect((await statedFigures(log, 'onebank')).at(-1)).toMatchObject({ statedAt, statedBy: 'li' });
  writeFileSync(file, JSON.stringify([{ ...said, value: 'many' }]));
  await expect(run('import', '--as', 'li')).rejects.toThrow(file);
});
