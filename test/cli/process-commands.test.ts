import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../cli/output.ts';
import { run } from '../../cli/run.ts';
import { withDatabase } from '../with-database.ts';

const { url, owner } = withDatabase();
let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('TEMPORAL_ADDRESS', '');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const said = (): unknown => JSON.parse(printed);

test('a role that nobody has, and settings that are missing, are told before anything starts', async () => {
  expect(await run(['start', '--roles', 'api,king', '--json'])).toBe(EXIT.usage);
  expect(said()).toMatchObject({
    failed: 'No role is called king. Roles: api, worker, projector, relay, intake, watch, ledger.',
  });
  printed = '';
  expect(await run(['start', '--json'])).toBe(EXIT.usage);
  expect(said()).toMatchObject({ failed: expect.stringContaining('DATABASE_URL:') as string });
  expect(said()).toMatchObject({ failed: expect.stringContaining('TEMPORAL_ADDRESS:') as string });
});

test('a role that has nothing to do with Temporal does not ask where it is', async () => {
  expect(await run(['start', '--roles', 'relay,projector,ledger', '--json'])).toBe(EXIT.usage);
  expect(said()).toMatchObject({ failed: expect.stringContaining('DATABASE_URL:') as string });
  expect(printed).not.toContain('TEMPORAL_ADDRESS');
});

test('migrate makes the schemas where there are none, and may be repeated', async () => {
  expect(await run(['migrate', '--json'])).toBe(EXIT.usage);
  vi.stubEnv('DATABASE_URL', url);
  await owner.query('drop schema log, read, read_next cascade');
  printed = '';
  for (const _ of [1, 2]) expect(await run(['migrate'])).toBeUndefined();
  const schemas = await owner.query<{ there: boolean }>(
    `select to_regclass('log.events') is not null and to_regclass('read.cases') is not null as there`,
  );
  expect(schemas.rows[0]?.there).toBe(true);
  expect(printed).toContain('those of this release');
});
