import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import type { House } from '../../api/house.ts';
import { apiServer } from '../../api/server.ts';
import { addListCommands } from '../../cli/list-commands.ts';
import { addRebuildCommand } from '../../cli/rebuild-command.ts';
import { addRegisterCommand } from '../../cli/register-command.ts';
import { addReportCommand } from '../../cli/report-command.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { readModelNames } from '../../projections/read-models.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import { kinds } from '../../workers/house.ts';
import * as lives from '../projections/lives.ts';
import { project, record } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application, url } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const tokenSecret = Buffer.alloc(32, 9);
const rules = ruleBook(readShelf(REGIMES));
const house = { log, database, readModels: new Map(), tokenSecret, rules } as unknown as House;
let close: () => Promise<unknown>;

beforeAll(async () => {
  const app = await apiServer(house, pino({ level: 'silent' }));
  close = () => app.close();
  const claims = { role: 'handler', rank: 'handler', unit: 'x', client: 'test' } as const;
  const caller = { ...claims, sub: 'hana', institution: 'onebank' };
  vi.stubEnv('REDRESS_API', await app.listen({ port: 0, host: '127.0.0.1' }));
  vi.stubEnv('REDRESS_TOKEN', await developmentToken(caller, tokenSecret, 1));
  vi.stubEnv('DATABASE_URL', url);
  await record(log, [
    ...lives.told('onebank', 1, lives.proposed),
    ...lives.told('onebank', 2, [lives.imported]),
    ...lives.told('twobank', 3, lives.proposed),
    ...lives.told('usbank', 4, lives.unsure),
  ]);
  await project({ log, database });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
});

/** Runs a command as the terminal does; what it would print as JSON and as text. */
const run = (...line: readonly string[]) =>
  runLine([addListCommands, addRegisterCommand, addReportCommand, addRebuildCommand], line);

test('cases lists what a filter names', async () => {
  const { value, text } = await run('cases', '--filter', 'awaiting-sign-off');
  expect(value).toMatchObject({ cases: [{ case: '000000000001', handler: 'hana' }], next: null });
  expect(text).toContain('000000000001');
  const footnote = '* imported, and taken over by nobody';
  expect(text).not.toContain(footnote);
  expect((await run('cases', '--filter', 'imported')).text).toContain(footnote);
  expect((await run('cases', '--limit', '1')).text).toContain('More: --after ');
  await expect(run('cases', '--filter', 'lost')).rejects.toThrow('Allowed choices are all, open');
});

test('deadlines and sign-offs list what is due and what waits, one line each', async () => {
  const due = await run('deadlines');
  expect(due.value).toMatchObject({ deadlines: [{ case: '000000000001', state: 'due' }] });
  expect(due.text).toContain('cn-nfra-2020');
  expect((await run('deadlines', '--state', 'breached')).value).toMatchObject({ deadlines: [] });
  const inbox = await run('sign-offs');
  expect(inbox.value).toMatchObject({ signOffs: [{ case: '000000000001', proposedBy: 'hana' }] });
  expect(inbox.text).toContain('own: you or your unit');
  expect(inbox.text).toMatch(/^class complex · .*: 000000000001$/mu);
  expect(inbox.text).toMatch(
    /or higher, signs \(cn-nfra-2020 signOff\..*P, .*unconfirmed.*000000000001/,
  );
  for (const { text } of [due, inbox])
    for (const line of text.split('\n').filter((one) => !one.includes('signs (')))
      expect(line.length).toBeLessThanOrEqual(125);
});

test('a deadline under a rule that nobody read in its own text is marked, and says so', async () => {
  const claims = {
    sub: 'hana',
    role: 'handler',
    rank: 'handler',
    unit: 'x',
    client: 'test',
  } as const;
  const before = process.env['REDRESS_TOKEN'];
  const american = { ...claims, institution: 'usbank' };
  vi.stubEnv('REDRESS_TOKEN', await developmentToken(american, tokenSecret, 1));
  const { text } = await run('deadlines');
  vi.stubEnv('REDRESS_TOKEN', before);
  expect(text).toMatch(/respond .* S \*/);
  expect(text).toMatch(
    /^\* us-cfpb clocks\.respond; Company Portal Manual, .*; S, .*unconfirmed/mu,
  );
  expect((await run('deadlines')).text).not.toContain('*');
});

test('report gives the counts alone, for people as tables', async () => {
  const { value, text } = await run('report', 'cfpb');
  expect(value).toMatchObject({ rows: 1, 'Timely response?': { Yes: 1 } });
  expect(text).toContain('Imported CFPB complaints');
  expect((await run('report', 'volumes')).value).toMatchObject({
    volumes: [{ month: '2019-03' }, { month: '2026-03', product: 'credit-card', cases: 1 }],
  });
  await expect(run('report', 'lost')).rejects.toThrow('Allowed choices are volumes');
});

test('report counts by the period and for the days that are asked about', async () => {
  const days = ['--from', '2026-03-01', '--to', '2026-03-31'];
  const { value, text } = await run('report', 'volumes', '--period', 'quarter', ...days);
  expect(value).toMatchObject({ volumes: [{ quarter: '2026-Q1', cases: 1 }] });
  expect(text).toContain('2026-Q1');
  expect((await run('report', 'remedies')).text).toContain('remedies: none');
});

test('register lists entries with what the register holds', async () => {
  const { value, text } = await run('register', 'remedies', '--state', 'proposed');
  expect(value).toMatchObject({
    register: 'remedies',
    entries: [{ case: '000000000001', details: { kind: 'money', amount: '300.00' } }],
  });
  expect(text).toContain('Remedies and money · 补救措施与金额登记');
  expect(text).toContain('300.00');
  expect((await run('register', 'breaches')).text).toContain('none');
  expect((await run('register', 'remedies', '--of-unit', 'lost')).value).toMatchObject({
    entries: [],
  });
  await expect(run('register', 'lost')).rejects.toThrow('Allowed choices are breaches');
});

test('rebuild makes one read model anew, or all; --compare only says what differs', async () => {
  await application.query('delete from read.cases');
  const differing = { equal: 0, changed: 0, missing: 4, absent: 4, surplus: 0 };
  const compared = await run('rebuild', 'cases', '--compare');
  expect(compared.value).toMatchObject({ model: 'cases', switched: false, ...differing });
  expect(compared.text).toContain('equal 0 · 一致, changed 0 · 不同, missing 4 · 缺失 (4 absent');
  expect(compared.text).toContain('read.cases complaint-onebank.000000000001 was absent');
  expect(process.exitCode).toBe(1);
  process.exitCode = 0;
  expect((await run('rebuild', 'cases')).value).toMatchObject({ parked: 0, ...differing });
  expect((await run('cases')).value).toMatchObject({
    cases: [{ case: '000000000001' }, { case: '000000000002' }].toReversed(),
  });
  expect((await run('rebuild', 'all')).value).toMatchObject({
    models: readModelNames(kinds).map((model) => ({ model, parked: 0 })),
  });
  const all = await run('rebuild', '--all', '--compare');
  const { models, ...sums } = all.value as { models: unknown[] };
  expect(sums).toMatchObject({ equal: 23, changed: 0, missing: 0 });
  expect(models).toHaveLength(readModelNames(kinds).length);
  expect(process.exitCode).toBe(0);
  await expect(run('rebuild', 'lost')).rejects.toThrow('No read model is called lost');
  await expect(run('rebuild')).rejects.toThrow('Name one read model, or give --all');
  await expect(run('rebuild', 'cases', '--all')).rejects.toThrow('Name one read model');
});
