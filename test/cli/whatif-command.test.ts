import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EXIT, explain } from '../../cli/output.ts';
import { addWhatIfCommand } from '../../cli/whatif-command.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { REGIMES } from '../../regimes/shelf.ts';
import { receivedCase } from '../received-case.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application, owner, url } = withDatabase();
const folder = mkdtempSync(join(tmpdir(), 'redress-whatif-'));
const draft = join(folder, 'ten-days.json');

beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', url);
  vi.stubEnv('REDRESS_HOME', folder);
  const stream = 'complaint-onebank.000000000001';
  await receivedCase(postgresLog(application), stream, new Date().toISOString());
  const order = readFileSync(join(REGIMES, 'cn-nfra-2020.json'), 'utf8');
  writeFileSync(draft, order.replace('"count": 15', '"count": 10'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const whatif = (...line: readonly string[]) =>
  runLine([addWhatIfCommand], ['whatif', '--institution', 'onebank', ...line]);

test('the cases of a period are played under a draft, and nothing is recorded', async () => {
  const count = 'select count(*)::integer as count from log.events';
  const before = (await owner.query(count)).rows;
  const { value, text } = await whatif('--regime', draft, '--period', '2026-03');
  expect(value).toMatchObject({
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
  expect(text).toContain('1 cases received in the period, 1 compared; 1 would differ.');
  expect(text).toContain('What cannot be known · 无从得知');
  expect((await owner.query(count)).rows).toEqual(before);
});

/** What the terminal would show, and the exit code. */
async function told(...line: readonly string[]) {
  let printed = '';
  const write = (text: string | Uint8Array) => (printed += String(text)) !== '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(write);
  const exitCode = await whatif(...line).then(
    () => EXIT.done,
    (error: unknown) => explain(error, true),
  );
  spy.mockRestore();
  return { exitCode, printed };
}

test('an institution that nobody here knows is refused, and not told of no cases', async () => {
  const line = ['--regime', draft, '--period', '2026-03', '--institution', 'nobank'];
  const { exitCode, printed } = await told(...line);
  expect(exitCode).toBe(EXIT.badInput);
  expect(printed).toContain('No keys are known for institution nobank');
});

test('what it is given that is wrong is told', async () => {
  const { usage, badInput } = EXIT;
  expect(await told('--period', '2026-03')).toMatchObject({ exitCode: usage });
  expect(await told('--regime', draft, '--period', 'soon')).toMatchObject({ exitCode: usage });
  const strange = join(folder, 'strange.json');
  writeFileSync(strange, readFileSync(draft, 'utf8').replace('"cn-nfra-2020"', '"cn-strange"'));
  expect(await told('--regime', strange, '--period', '2026-03')).toEqual({
    ...{ exitCode: badInput, printed: expect.stringContaining('cn-strange') as string },
  });
  writeFileSync(strange, '{');
  const torn = await told('--regime', strange, '--period', '2026-03');
  expect(torn).toMatchObject({ exitCode: badInput });
  const lost = await told('--regime', join(folder, 'none.json'), '--period', '2026-03');
  expect(lost).toMatchObject({ exitCode: usage });
});
