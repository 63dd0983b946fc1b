import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addFigureCommands } from '../../cli/figure-commands.ts';
import { createInstitutionKeys } from '../../keys/institution-keys.ts';
import { readFigures } from '../../workers/read-figures.ts';

const home = mkdtempSync(join(tmpdir(), 'redress-figures-'));

beforeAll(() => {
  vi.stubEnv('REDRESS_HOME', home);
  createInstitutionKeys(home, 'onebank');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

async function run(...line: readonly string[]): Promise<string> {
  let printed = '';
  const out = () => ({
    json: false,
    say: () => undefined,
    result: (_value: unknown, text: string) => void (printed = text),
  });
  const program = new Command().exitOverride();
  addFigureCommands(program, out);
  for (const command of program.commands[0]?.commands ?? [])
    command.exitOverride().configureOutput({ writeErr() {} });
  await program.parseAsync(['figure', ...line], { from: 'user' });
  return printed;
}

const state = (value: string, on = '2026-03-31', institution = 'onebank') =>
  run(
    ...['state', 'outlets', '--on', on, '--value', value],
    ...['--source', 'Annual report', '--institution', institution],
  );

test('a figure is stated, and a correction of it stands beside it', async () => {
  expect(await run('list', '--institution', 'onebank')).toContain('None yet');
  expect(await state('10432')).toContain('Stated outlets on 2026-03-31: 10432');
  await state('10433');
  expect(readFigures(home, 'onebank').map(({ value }) => value)).toEqual(['10432', '10433']);
  expect(await run('list', '--institution', 'onebank')).toContain('10433');
});

test('what is no figure is refused by the name of its option, and nothing is written', async () => {
  const before = readFigures(home, 'onebank');
  await expect(state('0')).rejects.toThrow('--value must be a whole number above 0');
  await expect(state('1', 'yesterday')).rejects.toThrow('--on ');
  await expect(state('1', '2026-03-31', 'lost')).rejects.toThrow();
  const towers = ['state', 'towers', '--on', '2026-03-31', '--value', '1', '--source', 'x'];
  await expect(run(...towers)).rejects.toThrow('Allowed choices are outlets');
  expect(readFigures(home, 'onebank')).toEqual(before);
});
