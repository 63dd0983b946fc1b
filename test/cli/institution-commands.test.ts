import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT, explain } from '../../cli/output.ts';
import { redress } from '../../cli/program.ts';
import { fileOf, tableOf } from './import/an-importing-house.ts';

let home = '';
let printed = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'redress-institutions-'));
  vi.stubEnv('REDRESS_HOME', home);
  // Nothing listens there, and nothing is asked that far.
  vi.stubEnv('REDRESS_API', 'http://127.0.0.1:9');
  const keep = (text: string | Uint8Array) => (printed += String(text)) !== '';
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** What a command says, and its exit code. */
async function run(...line: readonly string[]) {
  printed = '';
  const code = await redress()
    .program.parseAsync(line, { from: 'user' })
    .then(
      () => EXIT.done,
      (error: unknown) => explain(error, true),
    );
  return { code, said: printed };
}

test('an institution is added once, with keys for its owner alone', async () => {
  expect((await run('institution', 'list')).said).toContain('None yet');
  const added = await run('institution', 'add', 'onebank', '--json');
  const file = join(home, 'keys', 'onebank.json');
  expect(added).toEqual({ code: 0, said: `${JSON.stringify({ institution: 'onebank', file })}\n` });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await run('institution', 'add', 'onebank')).toMatchObject({
    code: EXIT.refused,
    said: expect.stringContaining('onebank has its keys already') as string,
  });
  vi.stubEnv('REDRESS_INSTITUTION_KEYS_TWOBANK', 'e30=');
  expect((await run('institution', 'add', 'twobank')).code).toBe(EXIT.refused);
  expect((await run('institution', 'list', '--json')).said).toBe(
    '{"institutions":["onebank","twobank"]}\n',
  );
  expect((await run('token', '--institution', 'onebank')).code).toBe(0);
});

test('who acts is named in the one form of staff ids; anything else is told in one line', async () => {
  await run('institution', 'add', 'onebank');
  for (const as of ['Hana', 'HANA ', '王']) {
    const { code, said } = await run('token', '--institution', 'onebank', '--as', as);
    expect(code).toBe(EXIT.usage);
    expect(said).toMatch(/^\{"failed":"--as must be a staff id of small letters[^\n]*\}\n$/);
  }
  const both = await run('token', '--institution', 'onebank', '--as', 'Li', '--client', 'A b');
  expect(both.said).toMatch(/--as must be .*\. --client must be small letters/);
});

const file = () => fileOf(tableOf({}));
const COMMANDS: readonly (readonly string[])[] = [
  ['token'],
  ['cases'],
  ['report', 'cfpb'],
  ['case', 'show', '7KQ2M9X4T0AB'],
];

test.each(COMMANDS)('%s names the command that adds an unknown institution', async (...command) => {
  const { code, said } = await run(...command, '--institution', 'nobank');
  expect(said).toContain('`redress institution add nobank`');
  expect(code).toBe(EXIT.badInput);
});

test('an import names it as well, before any server is asked', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://127.0.0.1:9/none');
  vi.stubEnv('TEMPORAL_ADDRESS', '127.0.0.1:9');
  const { code, said } = await run('import', 'cfpb', file(), '--institution', 'nobank');
  expect(said).toContain('`redress institution add nobank`');
  expect(code).toBe(EXIT.badInput);
});

test('a bad name is told what a name may be', async () => {
  for (const command of [
    ...COMMANDS.map((line) => [...line, '--institution', 'No Bank']),
    ['institution', 'add', 'No Bank'],
    ['import', 'cfpb', file(), '--dry-run', '--institution', 'No Bank'],
  ]) {
    const { code, said } = await run(...command);
    expect(said, command.join(' ')).toContain('2 to 16 small letters and digits');
    expect(code).toBe(EXIT.usage);
  }
});
