import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as tidy from './tidy.ts';
import type { Rule, Source } from './tidy.ts';

const ROOT = join(import.meta.dirname, '..');
const NOT_OURS = new Set(['node_modules', '.redress', '.git', '.idea', '.vscode', 'coverage']);

/** Where programs start: the launcher, and what is started as a process or bundled by its path. */
const PROGRAMS = ['cli/main.ts', 'workflows/index.ts', 'servers/download-server-process.ts'];

/** Programs of the tests that a person runs. */
const BY_HAND = ['test/histories/record.ts'];

/** Tests that are named after what they tell, since it lies in no single file. */
const STORIES = [
  'test/boundaries.test.ts',
  'test/docs.test.ts',
  'test/tidy.test.ts',
  // The file for Compose, the image, and the scripts beside them.
  'test/docker-compose.test.ts',
  // Planted personal data, looked for everywhere.
  'test/privacy.test.ts',
  'test/api/fuzz.test.ts',
  // The pages of docs/reference/events, and of docs/reference/regimes.
  'test/events/contract.test.ts',
  'test/regimes/reference.test.ts',
  // Who decides by each kind of datum that a regime may hold.
  'test/regimes/readers.test.ts',
  'test/api/malformed.test.ts',
  'test/api/openapi.test.ts',
  'test/api/outcome-unknown.test.ts',
  // The launcher, which has no extension.
  'test/servers/redress.test.ts',
  'test/workflows/laws.test.ts',
  // What holds of every count, the deadlines of the regulations, and the holiday tables themselves.
  'test/workflows/count-laws.test.ts',
  'test/workflows/vectors.test.ts',
  'test/regimes/calendars/tables.test.ts',
  'test/workflows/complaint/laws.test.ts',
  'test/workflows/complaint/any-order.test.ts',
  'test/workflows/complaint/sixty-days.test.ts',
  'test/workflows/complaint/stories.test.ts',
  // A regime nobody has, from receipt to reopening.
  'test/workflows/complaint/tenth-regime.test.ts',
  'test/workflows/complaint/abroad.test.ts',
  'test/workflows/replay.test.ts',
  // Sealing and opening together.
  'test/keys/personal.test.ts',
  'test/kill/kill.test.ts',
  'test/kill/restore.test.ts',
  'test/kill/import.test.ts',
  'test/projections/killed-projector.test.ts',
  'test/projections/relay/killed-relay.test.ts',
  'test/projections/ledger/killed-ledger.test.ts',
  // Two verifiers of packs, one of them in Python.
  'test/projections/packs/verifiers-agree.test.ts',
  'test/projections/packs/whose-key.test.ts',
  'test/projections/packs/damaged-zip.test.ts',
  // A whole case as a supervisor gets it.
  'test/projections/packs/full-case.test.ts',
  'test/api/intake/killed-intake.test.ts',
  // Real records, wrong files and random ones.
  'test/cli/import/fuzz.test.ts',
  'test/cli/import/sample.test.ts',
  'test/cli/import/wrong-files.test.ts',
  // The regulator's verdict on every real record, reproduced.
  'test/workflows/complaint/verdict.test.ts',
  'test/workflows/complaint/verdict-attended.test.ts',
  // The verdict on every real incident, by a regime out of data alone.
  'test/workflows/complaint/incident-verdict.test.ts',
];

const files = sourcesBelow(ROOT);
const tests = files.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'));
const inTests = [...PROGRAMS, ...tests, 'vitest.config.ts', 'eslint.config.js', ...BY_HAND];

describe('the tree', () => {
  test.each<readonly [string, Rule]>([
    ['has no banned word', tidy.bannedWords],
    ['leaves no test out', tidy.noTestLeftOut],
    ['has lines of at most 120 characters', tidy.lineLength],
    ['has no dead file', tidy.deadFiles(inTests, /^/, 'nothing reaches this file')],
    [
      'has no product file that only tests reach',
      tidy.deadFiles(PROGRAMS, /^(?!test\/)[^/]+\//, 'only tests reach this file'),
    ],
    ['is mirrored by its tests', tidy.mirrored(STORIES)],
    ['speaks to people in both languages', tidy.bothLanguages],
  ])('%s', (_name, rule) => {
    expect(rule(files).map(({ at, says }) => `${at} ${says}`)).toEqual([]);
  });

  test('was read: a checker without files finds nothing', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files.map(({ path }) => path)).toContain('workflows/attend.ts');
  });
});

describe('the checker', () => {
  const at = (rule: Rule, ...sources: readonly (readonly [string, string])[]): readonly string[] =>
    rule(sources.map(([path, text]) => ({ path, text }))).map((finding) => finding.at);

  test.each([
    ['workflows/a.ts', 'const now = new Date();'],
    ['workflows/complaint/a.ts', 'const now = Date.now();'],
    ['events/a.ts', 'const id = randomUUID();'],
    ['regimes/rule-book.ts', 'const die = Math.random();'],
    ['regimes/rule-book.ts', 'const today = Temporal.Now.plainDateISO();'],
    ['workflows/a.ts', 'const since = performance.now();'],
    ['workflows/attend.ts', 'setTimeout(ring, 5);'],
    ['api/a.ts', 'class CaseManager {}'],
    ['api/a.ts', 'export function dateUtil() {}'],
    ['cli/a.ts', 'console.log(1);'],
    ['README.md', 'FIXME: say more'],
    ['docs/a.md', 'cd /home/me/redress'],
    ['servers/a.ts', `const place = '/tmp/redress';`],
  ])('finds a banned word in %s: %s', (path, text) => {
    expect(at(tidy.bannedWords, [path, `\n${text}\n`])).toEqual([`${path}:2`]);
  });

  test.each([
    ['workflows/attend.ts', 'const now = Date.now(); const one = new Date();'],
    ['workflows/a.ts', 'const due = new Date(text).toISOString();'],
    ['activities/a.ts', 'const now = Date.now(); const die = Math.random();'],
    ['events/log/a.ts', 'const now = performance.now();'],
    ['regimes/shelf.ts', 'const since = performance.now();'],
    ['servers/a.ts', 'connection.workflowService.describe();'],
    ['docs/a.md', 'REDRESS_HOME=/srv/redress ./redress up; cat "${TMPDIR:-/tmp}/complaint.json"'],
  ])('is content with %s: %s', (path, text) => {
    expect(at(tidy.bannedWords, [path, text])).toEqual([]);
  });

  test.each(['test.only(', 'it.skip(', 'describe.todo(', 'test.concurrent.skipIf(', 'it.fails('])(
    'finds a test left out: %s',
    (call) => {
      expect(at(tidy.noTestLeftOut, ['test/a.test.ts', `${call}'x', () => {});`])).toHaveLength(1);
      expect(at(tidy.noTestLeftOut, ['test/a.test.ts', `test.each([])('x', () => {});`])).toEqual(
        [],
      );
    },
  );

  test('finds long lines, and lets long texts in quotes be', () => {
    const long = 'x'.repeat(121);
    expect(at(tidy.lineLength, ['api/a.ts', `\n// ${long}`])).toEqual(['api/a.ts:2']);
    expect(at(tidy.lineLength, ['.ci/run', `# ${long}`])).toEqual(['.ci/run:1']);
    expect(at(tidy.lineLength, ['api/a.ts', `say('${long}');\nsay(\`a\n${long}\`);`])).toEqual([]);
  });

  test('finds what nothing reaches, through imports and named paths', () => {
    const rule = tidy.deadFiles(['a/main.ts'], /^a\//, 'dead');
    const main = [
      'a/main.ts',
      `import { b } from './b.ts';\nconst w = new URL('../a/c.ts', here);`,
    ] as const;
    const [b, c, dead] = [
      ['a/b.ts', `export * from './b.ts';`],
      ['a/c.ts', ''],
      ['a/dead.ts', `import './dead.ts';`],
    ] as const;
    expect(at(rule, main, b, c, dead, ['z/other.ts', ''])).toEqual(['a/dead.ts']);
    expect(at(rule, b, c)).toEqual(['a/main.ts', 'a/b.ts', 'a/c.ts']);
  });

  test('finds tests that mirror nothing, and stories that are gone', () => {
    const rule = tidy.mirrored(['test/story.test.ts']);
    const story = ['test/story.test.ts', ''] as const;
    expect(at(rule, story, ['test/a/b.test.ts', ''], ['a/b.ts', ''])).toEqual([]);
    expect(at(rule, story, ['test/a/b.test.ts', ''], ['a/sql/b.ts', ''])).toEqual([]);
    expect(at(rule, story, ['test/a/c.test.ts', ''], ['a/b.ts', ''])).toEqual(['test/a/c.test.ts']);
    expect(at(rule)).toEqual(['test/story.test.ts']);
  });

  test.each([
    ['workflows/a.ts', `refuse('no', 'English only.');`],
    ['workflows/a.ts', `refuse('no', '中文。', 'English.');`],
    ['workflows/a.ts', `refuse('no', 'English.', 'English.');`],
    ['api/a.ts', `const because = { en: 'No.' }; // zh`],
    ['regimes/a.json', '{ "title": { "en": "English", "zh": "English" } }'],
    ['regimes/a.json', '{ "clocks": [{ "title": "English" }] }'],
  ])('finds a missing language in %s: %s', (path, text) => {
    expect(at(tidy.bothLanguages, [path, text])).toHaveLength(1);
  });

  test.each([
    ['workflows/a.ts', "refuse('no', `Not ${one}.`, `不行 ${one}。`);"],
    ['api/a.ts', `const because = { en: 'No.', zh: '不行。' };`],
    ['regimes/a.json', '{ "title": { "en": "English", "zh": "中文" } }'],
  ])('is content with both languages in %s: %s', (path, text) => {
    expect(at(tidy.bothLanguages, [path, text])).toEqual([]);
  });
});

function sourcesBelow(folder: string): readonly Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_OURS.has(entry.name) || entry.isSymbolicLink()) return [];
    if (entry.isDirectory()) return sourcesBelow(path);
    const isText = /\.(ts|js|json|md|csv|xml|sh|yml|mod)$|^(redress|run)$/.test(entry.name);
    if (!isText) return [];
    return [{ path: relative(ROOT, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }];
  });
}
