import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redress } from '../cli/program.ts';
import { removeHome } from '../servers/postgres.ts';
import { runCommand } from '../servers/run-command.ts';
import { WALKS, blocksOf, commandsIn } from './walked-pages.ts';

/** What the documents say is so: their commands run, their code stands in files that run, their links lead on. */
const ROOT = join(import.meta.dirname, '..');
/** A whole walk on a slow machine, in milliseconds. */
const PATIENCE = 300_000;

describe.each(WALKS)('the commands of $pages', ({ pages }) => {
  let home = '';
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'redress-docs-'));
    chmodSync(home, 0o755);
  });
  afterAll(() => removeHome(home));

  test('say what the page shows', { timeout: PATIENCE }, async () => {
    const installed = join(ROOT, 'node_modules', '.redress-installed');
    expect(existsSync(installed), 'run ./redress once: it would install beneath us').toBe(true);
    const blocks = pages.flatMap((page) => blocksOf(read(page)));
    const steps = blocks.flatMap((block, index) => {
      const next = blocks[index + 1];
      if (block.mark !== 'run') return [];
      return [{ commands: block.text, output: next?.language === 'text' ? next.text : '' }];
    });
    expect(steps.length).toBeGreaterThan(5);
    const said = await runAll(
      steps.map(({ commands }) => commands),
      home,
    );
    for (const [index, { output }] of steps.entries()) {
      const actual = stable(said[index] ?? '', home);
      let from = 0;
      for (const line of stable(output, home)) {
        // Of a wide row a page may show a part.
        const found = actual.findIndex((one, at) => at >= from && one.includes(line));
        expect(
          found,
          `step ${index + 1} should say: ${line}\nit said: ${actual.join('\n')}`,
        ).not.toBe(-1);
        from = found + 1;
      }
    }
  });
});

describe('the documents', () => {
  const pages = ['README.md', 'README.zh-CN.md', ...below('docs')];

  test.each(pages)('%s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    const gone = links.filter(
      (link) => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(page), link)),
    );
    expect(gone).toEqual([]);
  });

  test.each(pages)('%s shows code only from files that run', (page) => {
    for (const { language, mark, text } of blocksOf(read(page))) {
      if (!['ts', 'json'].includes(language)) continue;
      const file = /^from (\S+)$/.exec(mark)?.[1];
      expect(file, `a block of code must say which file it is from:\n${text}`).toBeDefined();
      const source = outdented(read(file ?? ''));
      for (const piece of text.split(/^\s*\/\/ …$|^\s*…$/m))
        expect(source, `${file} must hold, as ${page} shows it`).toContain(outdented(piece));
    }
  });

  test.each(pages)('%s names only commands and options that there are', (page) => {
    const { program } = redress();
    const lines = blocksOf(read(page))
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.split('\n').flatMap(commandsIn));
    for (const words of lines) expect(unknownIn(program, words), words.join(' ')).toEqual([]);
  });

  test('a command or an option that nobody has is found', () => {
    const { program } = redress();
    const found = commandsIn(
      'X=1 ./redress start --roles api | ./redress cases --lost > x # ./redress z',
    );
    expect(found).toEqual([
      ['start', '--roles', 'api'],
      ['cases', '--lost'],
    ]);
    expect(found.map((words) => unknownIn(program, words))).toEqual([[], ['--lost']]);
    expect(unknownIn(program, ['institution', 'lose', 'x'])).toEqual(['lose']);
  });

  test('the reference of the command line is what --help says', async () => {
    await expect(reference()).toMatchFileSnapshot(join(ROOT, 'docs', 'reference', 'cli.md'));
  });

  test('decisions are numbered without gaps, and dated', () => {
    const decisions = below('docs/decisions').toSorted();
    for (const [index, path] of decisions.entries()) {
      const number = String(index + 1).padStart(4, '0');
      expect(path).toMatch(new RegExp(`^docs/decisions/${number}-[a-z-]+\\.md$`));
      expect(read(path)).toMatch(new RegExp(`^# ${number} .+\\n\\n20\\d\\d-\\d\\d-\\d\\d\\n`));
    }
    expect(decisions.length).toBeGreaterThan(6);
  });

  test('every dependency has its line in the decisions', () => {
    const listed = JSON.parse(read('package.json')) as { [list: string]: Record<string, string> };
    const text = read('docs/decisions/0006-dependencies.md');
    const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((list) =>
      Object.keys(listed[list] ?? {}),
    );
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** The words of a line that its command does not know: a command's name, or an option. */
function unknownIn(program: Command, words: readonly string[]): readonly string[] {
  let command = program;
  const options = new Set(['--help', ...program.options.map(({ long }) => long)]);
  let isName = true;
  return words.filter((word) => {
    const next = isName ? command.commands.find((one) => one.name() === word) : undefined;
    if (next !== undefined) {
      command = next;
      for (const { long } of next.options) options.add(long);
      return false;
    }
    const wasName = isName && command.commands.length > 0 && !word.startsWith('-');
    isName = false;
    return wasName || (word.startsWith('--') && !options.has(word.replace(/=.*/, '')));
  });
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function below(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

/** Runs the blocks in one shell, as a reader would; answers what each said. */
async function runAll(blocks: readonly string[], home: string): Promise<readonly string[]> {
  const border = '=== the next block ===';
  const script = blocks.map((block) => `${block}\necho '${border}'`).join('\n');
  const {
    DATABASE_URL: _url,
    DATABASE_APPLICATION_URL: _own,
    TEMPORAL_ADDRESS: _address,
    ...rest
  } = process.env;
  const environment = { ...rest, REDRESS_HOME: home, NO_COLOR: '1', CI: '' };
  const output = await runCommand('bash', ['-e', '-o', 'pipefail', '-c', `exec 2>&1\n${script}`], {
    cwd: ROOT,
    environment,
  });
  return output.split(`${border}\n`);
}

/** Lines without what differs from run to run: numbers, instants, ports, folders, colours, widths. */
function stable(text: string, home: string): readonly string[] {
  return text
    .replaceAll(home, '.redress')
    .replaceAll(/\u001b\[[0-9;]*m/g, '')
    .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{12}\b/g, '<case>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>')
    .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, '<date>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<address>')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

function outdented(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

/** The page of every command, from the commands themselves. */
function reference(): string {
  const { program } = redress();
  const pages = [...commandsOf(program, 'redress')].map(
    ([name, command]) => `## \`${name}\`\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`,
  );
  return `${INTRODUCTION}\n${pages.join('\n')}`;
}

const INTRODUCTION = `# The command line

This page is what \`--help\` says; a test compares the two, and \`npx vitest run test/docs.test.ts -u\` writes
it anew.

With \`--json\`, standard output holds one line of JSON and nothing else; what a person would read goes to standard error.
What each exit code means is said in [how to operate](../how-to/operate.md#exit-codes).
`;

function* commandsOf(command: Command, name: string): Generator<readonly [string, Command]> {
  yield [name, command];
  for (const child of command.commands) yield* commandsOf(child, `${name} ${child.name()}`);
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (said) => (text += said),
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trim();
}
