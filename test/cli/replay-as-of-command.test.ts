import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../cli/output.ts';
import { run } from '../../cli/run.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import * as lives from '../projections/lives.ts';
import { record } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';

const { application, url } = withDatabase();
let printed = '';

beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', url);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  await record(postgresLog(application), [
    ...lives.told('onebank', 1, lives.received),
    ...lives.told('onebank', 2, lives.breached),
  ]);
});
beforeEach(() => (printed = ''));
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const said = (): unknown => JSON.parse(printed);
const asOf = (...line: readonly string[]) =>
  run(['replay', 'as-of', ...line, '--institution', 'onebank']);
const later = '2099-01-01T00:00:00.000Z';

test('a report and a return are made from the log alone, by either time', async () => {
  for (const by of ['recorded', 'occurred']) {
    printed = '';
    await asOf(later, 'report', 'deadlines', '--by', by, '--json');
    expect(said()).toMatchObject({
      ...{ name: 'deadlines', institution: 'onebank', at: later, by },
      figures: { clocks: [{ clock: 'decide', due: 1, breached: 1 }] },
    });
    printed = '';
    await asOf(later, 'return', 'cn-disclosure', '2026-H1', '--by', by, '--json');
    expect(said()).toMatchObject({ name: 'cn-disclosure', by });
  }
});

test('what differs at another instant is listed with the events that explain it', async () => {
  // What the fixtures say occurred, long before it was recorded.
  const told = lives.told('onebank', 1, lives.received);
  const began = told[0]?.event.meta.occurredAt ?? '';
  await asOf(began, 'report', 'volumes', '--by', 'occurred', '--against', later, '--json');
  const { against } = said() as { against: { events: readonly { stream: string }[] } };
  expect(against.events.length).toBeGreaterThan(0);
  printed = '';
  await asOf(began, 'report', 'volumes', '--by', 'occurred', '--against', later);
  expect(printed).toMatch(/places differ · 有 \d+ 处不同/);
  expect(printed).toMatch(/Explained by · 由以下 \d+ 个事件解释/);
});

test('of an instant that has not come it is said as of when it is known', async () => {
  await asOf(later, 'report', 'volumes', '--json');
  const { knownAt = '' } = said() as { knownAt?: string };
  expect(Math.abs(Date.now() - Date.parse(knownAt))).toBeLessThan(60_000);
  printed = '';
  await asOf(later, 'report', 'volumes');
  expect(printed).toMatch(/has not come: as known at \d{4}-.* · 所询时点尚未到来/);
  printed = '';
  await asOf(knownAt, 'report', 'volumes', '--json');
  expect(said()).not.toHaveProperty('knownAt');
});

test('an instant before the first event, and what cannot be read, are told', async () => {
  const early = '2001-01-01T00:00:00.000Z';
  expect(await asOf(early, 'report', 'volumes', '--json')).toBe(EXIT.refused);
  expect(said()).toMatchObject({
    failed: expect.stringContaining('The first event is of') as string,
  });
  for (const line of [
    ['yesterday', 'report', 'volumes'],
    ['2026-11-31T00:00:00.000Z', 'report', 'volumes'],
    [later, 'report', 'volumes', '--against', '2026-02-30T00:00:00.000Z'],
    [later, 'report', 'nosuch'],
    [later, 'report', 'volumes', '2026-Q1'],
    [later, 'return', 'uk-disp'],
    [later, 'return', 'uk-disp', '2026-03'],
    [later, 'return', 'nosuch', '2026-H1'],
  ])
    expect(await asOf(...line)).toBe(EXIT.usage);
});
