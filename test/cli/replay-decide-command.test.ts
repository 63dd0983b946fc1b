import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../cli/output.ts';
import { addReplayCommands } from '../../cli/replay-commands.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { receivedCase } from '../received-case.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application, owner, url } = withDatabase();
const [first, second] = ['000000000001', '000000000002'];

beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', url);
  for (const number of [first, second])
    await receivedCase(
      postgresLog(application),
      `complaint-onebank.${number}`,
      '2026-06-02T01:30:00.000Z',
    );
});
beforeEach(() => (process.exitCode = 0));
afterAll(() => {
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

const decide = (...line: readonly string[]) =>
  runLine([addReplayCommands], ['replay', 'decide', ...line]);

test('one case, or every one, is decided again', async () => {
  const { value } = await decide(first, '--institution', 'onebank');
  expect(value).toMatchObject({ cases: 1, differing: [], shown: [] });
  const { text } = await decide('--all');
  expect(process.exitCode).toBe(0);
  expect(text).toMatch(/of 2 cases decided again in .* s/);
  expect(text).toContain('What was decided is decided again. · 裁决一致。');
});

test('a case that is not there, and neither a case nor all, is told', async () => {
  await expect(decide('ZZZZZZZZZZZZ')).rejects.toMatchObject({
    ...{ message: 'The log holds no case ZZZZZZZZZZZZ.', exitCode: EXIT.refused },
  });
  for (const line of [[], [first, '--all'], ['no number', '--institution', 'onebank']])
    await expect(decide(...line), line.join(' ')).rejects.toMatchObject({ exitCode: EXIT.usage });
});

test('what the record says and no code decides is shown with its place, and exit code 1', async () => {
  // Behind the product's back: the promise of the second case ends a day earlier than it was counted.
  await owner.query(`alter table log.events disable trigger all`).catch(() => undefined);
  const changed = await owner.query(
    `update log.events set bytes = replace(bytes, '2026-03-17T15:59:59.999Z', '2026-03-16T15:59:59.999Z')
     where stream = $1 and bytes like '%"type":"ClockStarted"%'`,
    [`complaint-onebank.${second}`],
  );
  expect(changed.rowCount).toBe(1);
  const { text } = await decide('--all', '--institution', 'onebank');
  expect(process.exitCode).toBe(EXIT.refused);
  expect(text).toContain('code-changed');
  expect(text).toMatch(/dueAt: 2026-03-16T15:59:59.999Z → 2026-03-17T15:59:59.999Z/);
  expect(text).toContain('Decided otherwise in 1 cases. · 有案件裁决不一致。');
});
