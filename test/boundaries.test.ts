import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../servers/run-command.ts';

/**
 * The dependency rules themselves: a checker that no longer reads TypeScript finds nothing and is content. So each
 * rule is broken once, in a small tree of its own, and must be reported; and what is allowed must not be.
 */
const ROOT = join(import.meta.dirname, '..');
const FOLDERS =
  'activities api bench cli documents events keys projections regimes servers simulation test workers workflows';

type Plant = { readonly from: string; readonly to: string; readonly types?: boolean };

/** What each rule forbids, the line between two folders crossed by a type alone where that counts as well. */
const forbidden: { readonly [rule: string]: Plant } = {
  'no-cycles': { from: 'keys/one.ts', to: '../keys/other.ts' },
  'events-know-nobody': { from: 'events/e.ts', to: '../regimes/plain.ts', types: true },
  'regimes-know-events': { from: 'regimes/r.ts', to: '../workflows/plain.ts', types: true },
  'workflows-know-events-and-regimes': {
    from: 'workflows/w.ts',
    to: '../activities/plain.ts',
    types: true,
  },
  'keys-know-events': { from: 'keys/k.ts', to: '../regimes/plain.ts', types: true },
  'activities-know-no-edge': { from: 'activities/a.ts', to: '../projections/plain.ts' },
  'projections-know-no-edge': { from: 'projections/p.ts', to: '../activities/plain.ts' },
  'the-simulation-knows-the-desk': { from: 'simulation/k.ts', to: '../keys/plain.ts', types: true },
  'the-api-assembles-nothing': { from: 'api/i.ts', to: '../workers/plain.ts' },
  'servers-know-nobody': { from: 'servers/s.ts', to: '../events/plain.ts' },
  'workers-know-no-command-line': { from: 'workers/w.ts', to: '../cli/plain.ts' },
  'nobody-knows-tests': { from: 'cli/c.ts', to: '../test/plain.ts', types: true },
  'pure-folders-know-no-node': { from: 'workflows/n.ts', to: 'node:fs' },
  'no-clock-libraries-elsewhere': { from: 'api/t.ts', to: 'temporal-polyfill' },
  'the-product-needs-no-tool': { from: 'api/d.ts', to: 'fast-check' },
  'packages-are-declared': { from: 'api/u.ts', to: 'undeclared' },
  'everything-can-be-found': { from: 'api/m.ts', to: './missing.ts' },
};

/** Lines that may be crossed, however near they are to a rule. */
const allowed: readonly Plant[] = [
  { from: 'workflows/calendar.ts', to: 'temporal-polyfill' },
  { from: 'events/log/l.ts', to: 'node:fs' },
  { from: 'regimes/shelf.ts', to: 'node:fs' },
  { from: 'test/t.ts', to: 'fast-check' },
  { from: 'test/u.ts', to: '../workers/plain.ts' },
  { from: 'cli/s.ts', to: '../servers/plain.ts' },
  { from: 'workers/a.ts', to: '../api/plain.ts' },
  { from: 'simulation/d.ts', to: '../activities/plain.ts' },
  { from: 'keys/types.ts', to: '../keys/plain.ts', types: true },
];

type Violation = { readonly rule: string; readonly from: string };

let tree = '';

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'redress-boundaries-'));
  for (const file of [
    '.dependency-cruiser.json',
    '.dependency-cruiser.bundle.json',
    'tsconfig.json',
  ])
    cpSync(join(ROOT, file), join(tree, file));
  for (const name of ['temporal-polyfill', 'fast-check', 'undeclared', 'zod']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, exports: './index.js' }));
    write(`node_modules/${name}/index.js`, 'export const plain = 1;\n');
  }
  const dependencies = { 'temporal-polyfill': '1', zod: '1' };
  const list = {
    name: 'tree',
    type: 'module',
    dependencies,
    devDependencies: { 'fast-check': '1' },
  };
  write('package.json', JSON.stringify(list));
  for (const folder of FOLDERS.split(' '))
    write(`${folder}/plain.ts`, 'export const plain = 1;\nexport type Plain = 1;\n');
  write('keys/other.ts', `import { one } from './one.ts';\nexport const plain = one;\n`);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the rules between folders', () => {
  test('each rule is reported when it is broken, and nothing else is', async () => {
    const plants = [...Object.values(forbidden), ...allowed];
    for (const one of plants) plant(one);
    write(
      'keys/one.ts',
      `import { plain } from './other.ts';\nexport const one: number = plain;\n`,
    );
    const found = await cruise('.dependency-cruiser.json', FOLDERS.split(' '));
    for (const [rule, { from }] of Object.entries(forbidden))
      expect(found, `${rule}, broken in ${from}`).toContainEqual({ rule, from });
    const expected = new Set(Object.values(forbidden).map(({ from }) => from));
    const others = found.filter(({ from }) => !expected.has(from) && from !== 'keys/other.ts');
    expect(others, 'false alarms').toEqual([]);
  });

  test('there is no rule without its broken example', () => {
    expect(Object.keys(forbidden).toSorted()).toEqual(
      namesIn('.dependency-cruiser.json').toSorted(),
    );
  });
});

describe('the rules of the bundle', () => {
  const entry = 'workflows/index.ts';
  const bundled = () => cruise('.dependency-cruiser.bundle.json', [entry]);

  test.each([
    ['a rule', '../regimes/plain.ts'],
    ['words of events', '../events/vocabulary.ts'],
    ['a schema library', 'zod'],
  ])('%s must not be reached from the entry', async (_what, to) => {
    write('events/vocabulary.ts', 'export const plain = 1;\n');
    write(
      'workflows/attend.ts',
      `import { plain } from './process.ts';\nexport const a = plain;\n`,
    );
    write('workflows/process.ts', `import { plain as p } from '${to}';\nexport const plain = p;\n`);
    write(entry, `export { a } from './attend.ts';\n`);
    expect((await bundled()).map(({ rule }) => rule)).toContain('the-bundle-holds-no-rules');
  });

  test('types of rules may be, since they are gone when it runs', async () => {
    write(
      'workflows/process.ts',
      `import type { Plain } from '../regimes/plain.ts';
export const plain: Plain = 1;\n`,
    );
    expect(await bundled()).toEqual([]);
  });

  test('a file that is missing is reported', async () => {
    write(
      'workflows/process.ts',
      `import { plain as p } from './missing.ts';\nexport const plain = p;\n`,
    );
    expect((await bundled()).map(({ rule }) => rule)).toEqual(['the-bundle-can-be-found']);
    expect(namesIn('.dependency-cruiser.bundle.json')).toHaveLength(2);
  });
});

function plant({ from, to, types = false }: Plant): void {
  const text = types
    ? `import type { Plain } from '${to}';\nexport const value: Plain = 1;\n`
    : `import * as found from '${to}';\nexport const value = found;\n`;
  write(from, text);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

function namesIn(file: string): readonly string[] {
  const { forbidden: rules } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as {
    forbidden: { name: string }[];
  };
  return rules.map(({ name }) => name);
}

/** What the checker itself finds in the tree; a report as JSON is no failure, whatever it says. */
async function cruise(config: string, folders: readonly string[]): Promise<readonly Violation[]> {
  const program = join(ROOT, 'node_modules', '.bin', 'depcruise');
  const report = join(tree, 'report.json');
  await runCommand(
    process.execPath,
    [program, '--config', config, '-T', 'json', '-f', report, ...folders],
    { cwd: tree },
  );
  const { summary } = JSON.parse(readFileSync(report, 'utf8')) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  rmSync(report);
  return summary.violations.map(({ from, rule }) => ({ rule: rule.name, from }));
}
