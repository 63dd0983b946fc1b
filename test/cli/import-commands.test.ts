import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../cli/output.ts';
import { redress } from '../../cli/program.ts';
import { fileOf, tableOf } from './import/an-importing-house.ts';

let printed: { readonly out: string[]; readonly err: string[] };
beforeEach(() => {
  printed = { out: [], err: [] };
  for (const [stream, into] of [
    [process.stdout, printed.out],
    [process.stderr, printed.err],
  ] as const)
    vi.spyOn(stream, 'write').mockImplementation((text) => into.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

const tryFile = (file: string, ...more: readonly string[]) =>
  redress().program.parseAsync(['import', 'cfpb', file, '--dry-run', ...more], { from: 'user' });

test('a dry run says that nothing was compared with what is recorded', async () => {
  await tryFile(fileOf(tableOf({})));
  expect(printed.out.join('')).toContain('1 cases would be taken');
  expect(printed.out.join('')).toContain('Rows were not compared with what is recorded');
  expect(process.exitCode ?? 0).toBe(EXIT.done);
});

test('with --json it says so on standard error, and the last line counts', async () => {
  await tryFile(fileOf(tableOf({}, { State: 'NY' })), '--json');
  expect(printed.err.join('')).toContain('Rows were not compared with what is recorded');
  expect(JSON.parse(printed.out.at(-1) ?? '')).toMatchObject({ rows: 2, cases: 1, doubtful: 1 });
});

test('with --json each row that is left says why in both languages', async () => {
  await tryFile(fileOf(tableOf({}, { State: 'NY', 'Date received': 'soon' })), '--json');
  const left = printed.out.map((line) => JSON.parse(line) as { doubtful?: unknown });
  expect(left.find(({ doubtful }) => Array.isArray(doubtful))).toMatchObject({
    row: 2,
    doubtful: [
      {
        en: expect.stringContaining('is not a day as') as string,
        zh: expect.stringMatching(/不是 .* 形式的日期/u) as string,
      },
    ],
  });
});

test('the exit code is 1 when a row was doubtful', async () => {
  await tryFile(fileOf(tableOf({ 'Date received': '2020/3/18' })));
  expect(process.exitCode).toBe(EXIT.refused);
});
