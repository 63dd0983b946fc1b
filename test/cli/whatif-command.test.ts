import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { desk } from '../../activities/desk.ts';
import { EXIT } from '../../cli/output.ts';
import { run } from '../../cli/run.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { kinds } from '../../workers/house.ts';
import { clara, intake } from '../workflows/complaint/a-case.ts';
import { withDatabase } from '../with-database.ts';

const { application, owner, url } = withDatabase();
const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
const folder = mkdtempSync(join(tmpdir(), 'redress-whatif-'));
const draft = join(folder, 'ten-days.json');
const RECEIVED = '2026-03-02T01:30:00.000Z';
let printed = '';

beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', url);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  const attending = desk({
    ...{ log: postgresLog(application), kinds },
    rules: (note) => ruleBook(shelf, note),
    report: (stream, { what }) => expect.fail(`${stream}: ${what}`),
  });
  const stream = 'complaint-onebank.000000000001';
  const command = { type: 'ReceiveComplaint', data: { ...intake, receivedAt: RECEIVED } };
  const submission = { id: 'person:test:1', actor: clara, commands: [command] };
  await attending.visit(stream, [submission], RECEIVED);
  await attending.visit(stream, [], new Date().toISOString());
  const order = readFileSync(join(REGIMES, 'cn-nfra-2020.json'), 'utf8');
  writeFileSync(draft, order.replace('"count": 15', '"count": 10'));
});
beforeEach(() => (printed = ''));
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const said = (): unknown => JSON.parse(printed);
const whatif = (...line: readonly string[]) => run(['whatif', '--institution', 'onebank', ...line]);

test('the cases of a period are played under a draft, and nothing is recorded', async () => {
  const count = 'select count(*)::integer as count from log.events';
  const before = (await owner.query(count)).rows;
  await whatif('--regime', draft, '--period', '2026-03', '--json');
  expect(said()).toMatchObject({
    ...{ cases: 1, compared: 1, notComparable: [] },
    changed: [
      {
        unit: 'branch-0755',
        first: {
          before: { type: 'ClockStarted', data: { dueAt: '2026-03-17T15:59:59.999Z' } },
          after: { type: 'ClockStarted', data: { dueAt: '2026-03-12T15:59:59.999Z' } },
        },
      },
    ],
  });
  printed = '';
  await whatif('--regime', draft, '--period', '2026-03');
  expect(printed).toContain('1 cases received in the period, 1 compared; 1 would differ.');
  expect(printed).toContain('What cannot be known · 无从得知');
  expect((await owner.query(count)).rows).toEqual(before);
});

test('what it is given that is wrong is told', async () => {
  expect(await whatif('--period', '2026-03', '--json')).toBe(EXIT.usage);
  expect(await whatif('--regime', draft, '--period', 'soon')).toBe(EXIT.usage);
  const strange = join(folder, 'strange.json');
  writeFileSync(strange, readFileSync(draft, 'utf8').replace('"cn-nfra-2020"', '"cn-strange"'));
  printed = '';
  expect(await whatif('--regime', strange, '--period', '2026-03', '--json')).toBe(EXIT.badInput);
  expect(said()).toMatchObject({ failed: expect.stringContaining('cn-strange') as string });
  writeFileSync(strange, '{');
  expect(await whatif('--regime', strange, '--period', '2026-03')).toBe(EXIT.badInput);
  const lost = join(folder, 'none.json');
  expect(await whatif('--regime', lost, '--period', '2026-03')).toBe(EXIT.usage);
});
