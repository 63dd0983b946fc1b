import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

/** What a linter cannot say about this tree: each rule takes the files and answers what it finds. */

/** `path` is relative to the checkout, with slashes. */
export type Source = { readonly path: string; readonly text: string };

/** `says` names what is wrong and what to do instead. */
export type Finding = { readonly at: string; readonly says: string };

export type Rule = (files: readonly Source[]) => readonly Finding[];

type Banned = {
  readonly word: RegExp;
  readonly where: RegExp;
  readonly except?: RegExp;
  readonly instead: string;
};

const CODE = /\.ts$/;
/** Folders of pure functions, which a replay or an audit must be able to run again with the same outcome. */
const PURE = /^(workflows\/|events\/(?!log\/)|regimes\/(?!shelf\.ts)).*\.ts$/;
/** The shell runs inside Temporal's sandbox, whose `Date` is workflow time and the same again on replay. */
const SHELL = /^workflows\/attend\.ts$/;
const TAKE_THE_INSTANT =
  'take the instant from the context or the event: a replay must see the same';

export const banned: readonly Banned[] = [
  {
    word: /\b(?:class|type|function|const|let)\s+\w*(?:Manager|Service|Helper|Util|Utils|Common|Info)\b/,
    where: /^(?!test\/tidy).*\.ts$/,
    instead: 'name what it is or does; these words fit everything',
  },
  { word: /\bnew Date\(\s*\)/, where: PURE, except: SHELL, instead: TAKE_THE_INSTANT },
  { word: /\bDate\.now\b/, where: PURE, except: SHELL, instead: TAKE_THE_INSTANT },
  { word: /\bperformance\./, where: PURE, instead: TAKE_THE_INSTANT },
  {
    word: /\bTemporal\.Now\b|\bIntl\.DateTimeFormat\(\)/,
    where: PURE,
    instead: 'name the instant and the zone: those of the machine are nobody’s rule',
  },
  {
    word: /\bMath\.random\b|\brandomUUID\b|\bcrypto\./,
    where: PURE,
    instead: 'draw it at the edge and let the command carry it',
  },
  {
    word: /\b(?:setTimeout|setInterval|setImmediate)\(/,
    where: PURE,
    instead: 'list a deadline; in the shell, use the sleep of the workflow library',
  },
  {
    word: /\bconsole\.log\b/,
    where: /^(?!test\/|bench\/).*\.ts$/,
    instead: 'use the output of the command, or the logger',
  },
  {
    word: /\b(?:TODO|FIXME|HACK)\b/,
    where: /^(?!test\/tidy|examples\/.*\.csv).*\.(ts|js|json|md|sh|yml|xml)$/,
    instead: 'do it now, or write an issue',
  },
  {
    word: /(?<![\w.~$}])\/(?:home|root|Users|work|tmp)\/\w/,
    where: /^(?!test\/tidy|examples\/.*\.csv|package-lock).*$/,
    instead: 'no path of one machine: make it from import.meta.dirname, REDRESS_HOME or tmpdir()',
  },
];

/** Words that must not stand here, each with what to do instead. */
export const bannedWords: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    banned
      .filter(({ where, except }) => where.test(path) && except?.test(path) !== true)
      .flatMap(({ word, instead }) =>
        linesOf(text).flatMap((line, index) => {
          const found = word.exec(line);
          return found === null ? [] : [finding(path, index, `${found[0].trim()}: ${instead}.`)];
        }),
      ),
  );

/** A test that is run alone, or not at all, makes a green run mean nothing. */
export const noTestLeftOut: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('test/') && !path.startsWith('test/tidy'))
    .flatMap(({ path, text }) =>
      linesOf(text).flatMap((line, index) =>
        /\b(?:describe|it|test|suite)(?:\.\w+)*\.(?:only|skip|todo|skipIf|runIf|fails)\b/.test(line)
          ? [finding(path, index, 'runs alone or not at all: let it run, or remove it.')]
          : [],
      ),
    );

const LONGEST = 120;

/** Lines of code and comments are at most 120 characters; a long text in quotes may be longer. */
export const lineLength: Rule = (files) =>
  files
    .filter(({ path }) => CODE.test(path) || /^(redress|\.ci\/run)$/.test(path))
    .flatMap(({ path, text }) => {
      const lines = linesOf(text);
      const long = lines.flatMap((line, index) => (line.length > LONGEST ? [index] : []));
      if (long.length === 0) return [];
      const quoted = CODE.test(path) ? linesWithLongTexts(text) : new Set();
      return long
        .filter((index) => !quoted.has(index))
        .map((index) => finding(path, index, `is longer than ${LONGEST} characters.`));
    });

/** A TypeScript file that nothing reaches from where programs and tests start. */
export function deadFiles(roots: readonly string[], among: RegExp, why: string): Rule {
  return (files) => {
    const known = new Map(files.map(({ path, text }) => [path, text]));
    const reached = new Set<string>();
    const visit = (path: string): void => {
      const text = known.get(path);
      if (text === undefined || reached.has(path)) return;
      reached.add(path);
      for (const next of pathsIn(path, text)) visit(next);
    };
    for (const root of roots) visit(root);
    const missing = roots.filter((root) => !known.has(root));
    return [
      ...missing.map((path) => ({ at: path, says: 'is named as a root and is not there.' })),
      ...files
        .filter(({ path }) => CODE.test(path) && among.test(path) && !reached.has(path))
        .map(({ path }) => ({ at: path, says: `${why}: remove it.` })),
    ];
  };
}

/** Tests stand where what they test stands, name by name; `others` are named after what they tell. */
export function mirrored(others: readonly string[]): Rule {
  return (files) => {
    const known = new Set(files.map(({ path }) => path));
    const tests = files.map(({ path }) => path).filter((path) => /^test\/.*\.test\.ts$/.test(path));
    const astray = tests.filter((path) => {
      const mirrors = path.replace(/^test\//, '').replace(/\.test\.ts$/, '.ts');
      // A folder of one implementation may be tested from the folder that holds its port.
      const below = [...known].some(
        (one) =>
          one.startsWith(`${dirname(mirrors)}/`) &&
          one.endsWith(mirrors.slice(mirrors.lastIndexOf('/'))),
      );
      return !known.has(mirrors) && !below && !others.includes(path);
    });
    return [
      ...astray.map((path) => ({
        at: path,
        says: 'mirrors no file: name it after what it tests, or list it as a story in tidy.test.ts.',
      })),
      ...others
        .filter((path) => !known.has(path))
        .map((path) => ({ at: path, says: 'is listed as a story and is not there.' })),
    ];
  };
}

const HAN = /\p{Script=Han}/u;

/** What people read is there in both languages: refusals, texts `{ en, zh }`, titles of regimes and scenarios. */
export const bothLanguages: Rule = (files) => [
  ...files
    .filter(({ path }) => CODE.test(path) && !path.startsWith('test/'))
    .flatMap(({ path, text }) => {
      if (!/\brefuse\(|\bzh\b/.test(text)) return [];
      const findings: Finding[] = [];
      walk(text, (node, line) => {
        const missing = missingLanguage(node);
        if (missing !== undefined) findings.push(finding(path, line, missing));
      });
      return findings;
    }),
  ...files
    .filter(({ path }) => /^(regimes\/.*|examples\/scenarios)\.json$/.test(path))
    .flatMap(({ path, text }) =>
      titlesIn(JSON.parse(text)).flatMap((title) =>
        isPair(title)
          ? []
          : [{ at: path, says: `${JSON.stringify(title)} must be { en, zh }, in both languages.` }],
      ),
    ),
];

function missingLanguage(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && node.expression.getText() === 'refuse') {
    const [, en, zh] = node.arguments.map((argument) => argument.getText());
    return en !== undefined && !HAN.test(en) && HAN.test(zh ?? '')
      ? undefined
      : 'refuse(code, English, 中文) needs its sentence in both languages, in this order.';
  }
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const names = node.properties.map((property) => property.name?.getText());
  return names.includes('en') === names.includes('zh')
    ? undefined
    : 'has one of `en` and `zh`: people read it in both.';
}

function titlesIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'title' ? [inner] : titlesIn(inner),
  );
}

function isPair(title: unknown): boolean {
  if (typeof title !== 'object' || title === null || !('en' in title && 'zh' in title))
    return false;
  const { en, zh } = title;
  return (
    typeof en === 'string' && en !== '' && !HAN.test(en) && typeof zh === 'string' && HAN.test(zh)
  );
}

function finding(path: string, line: number, says: string): Finding {
  return { at: `${path}:${line + 1}`, says };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}

/** Calls back with each node of a file and the line, from 0, on which it starts. */
function walk(text: string, each: (node: ts.Node, line: number) => void): void {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const down = (node: ts.Node): void => {
    each(node, file.getLineAndCharacterOfPosition(node.getStart()).line);
    ts.forEachChild(node, down);
  };
  down(file);
}

const LONG_TEXT = 60;

function linesWithLongTexts(text: string): ReadonlySet<number> {
  const lines = new Set<number>();
  walk(text, (node, line) => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (!isText && !ts.isRegularExpressionLiteral(node)) return;
    if (node.getText().length < LONG_TEXT) return;
    for (let of = 0; of < node.getText().split('\n').length; of++) lines.add(line + of);
  });
  return lines;
}

/** The files a file names: what it imports, and other paths in quotes that end in `.ts`. */
function pathsIn(path: string, text: string): readonly string[] {
  return [...text.matchAll(/['"`]([^'"`\n]+\.[jt]s)['"`]/g)].flatMap(([, named = '']) => [
    join(dirname(path), named),
    join(named),
  ]);
}
