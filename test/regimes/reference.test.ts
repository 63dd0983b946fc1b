import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { dataOf } from '../../regimes/data-of.ts';
import { regimeJsonSchema } from '../../regimes/json-schema.ts';
import { startsOf } from '../../regimes/clock.ts';
import type { Clock, Regime, RuleLength } from '../../regimes/regime.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';

/** The reference of the regimes is written by these tests: `npx vitest run test/regimes/reference.test.ts -u`. */
const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'regimes');
const STYLE = { printWidth: 100, singleQuote: true };

test('the JSON Schema is that of the regimes', async () => {
  const text = await format(JSON.stringify(regimeJsonSchema()), { ...STYLE, parser: 'json' });
  await expect(text).toMatchFileSnapshot(join(FOLDER, 'regime.schema.json'));
});

test('the page is that of the schema and of the regimes that ship', async () => {
  const regimes = readShelf(REGIMES).map(({ regime }) => regime);
  const text = await format(page(regimes), { ...STYLE, parser: 'markdown' });
  await expect(text).toMatchFileSnapshot(join(FOLDER, 'index.md'));
});

const INTRODUCTION = `# The regimes

This page is what [\`regimes/\`](../../../regimes) and its schema say; a test compares the two, and
\`npx vitest run test/regimes/reference.test.ts -u\` writes it anew. The schema for editors is
[\`regime.schema.json\`](regime.schema.json). How a regime is written: [how to add a regime](../../how-to/add-a-regime.md).

Marks: **V** the rule’s own text was read, **S** secondary source, **M** from memory, **P** proposal of the house. This is no
legal advice: whatever is not V has to be confirmed by the institution before it is relied on, and much that is V has to be
looked at by its lawyers too.
`;

function page(regimes: readonly Regime[]): string {
  const fields = [...fieldsOf(regimeJsonSchema(), '')];
  return [
    INTRODUCTION,
    '## The fields of a file',
    'A list is shown as `[]`; a field in _italics_ may be left out.',
    table(['field', 'values', 'meaning'], fields),
    ...regimes.map(sectionOf),
  ].join('\n\n');
}

type Schema = {
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly type?: string;
  readonly description?: string;
};

/** What every datum has, said once. */
const EVERYWHERE = new Set(['title', 'article', 'mark', 'limit']);

function* fieldsOf(schema: Schema, path: string): Generator<readonly string[]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (path !== '' && EVERYWHERE.has(name)) continue;
    const inner = field.items ?? field;
    const here = `${path}${name}${field.items ? '[]' : ''}`;
    const shown = schema.required?.includes(name) === true ? `\`${here}\`` : `_\`${here}\`_`;
    yield [shown, valuesOf(inner), field.description ?? ''];
    if (name === 'length' || name === 'dueWithin') continue;
    for (const one of inner.anyOf ?? [inner]) yield* fieldsOf(one, `${here}.`);
  }
}

function valuesOf(schema: Schema): string {
  return schema.enum?.map((value) => `\`${value}\``).join(', ') ?? schema.type ?? '';
}

function sectionOf(regime: Regime): string {
  const { name, version, title, source, zone, effectiveFrom, effectiveTo, over } = regime;
  const unsure = dataOf(regime).filter(({ mark, article }) => mark !== 'V' && !isHouse(article));
  return [
    `## \`${name}\` ${version}`,
    `${title.en} · ${title.zh}`,
    [
      `- source: ${source}`,
      `- in force from ${effectiveFrom}${effectiveTo ? ` to ${effectiveTo}` : ''}, days of ${zone}`,
      ...(over ? [`- an overlay over ${over.join(', ') || 'any regime'}`] : []),
    ].join('\n'),
    table(
      ['clock', 'starts with', 'length', 'met by', 'limit', 'article', 'mark'],
      regime.clocks.flatMap(rowsOf),
    ),
    unsure.length === 0
      ? 'Beside what the house proposes, all of it was read in the rule’s own text.'
      : `To be confirmed: ${unsure.map(({ path, mark }) => `\`${path}\` (${mark})`).join(', ')}.`,
  ].join('\n\n');
}

/** Shares and targets that the house proposes are its own to set, not facts to look up. */
function isHouse(article: string): boolean {
  return article === 'house proposal';
}

function rowsOf(clock: Clock): readonly (readonly string[])[] {
  const { name, title, length, metBy, orMetBy = [], orMetByFrom, limit, article, mark } = clock;
  const from = orMetByFrom === undefined ? '' : ` from ${orMetByFrom.percent} % of the time on`;
  const met = [metBy, orMetBy].filter((way) => way.length > 0).map((way) => way.join(' and '));
  const whose = clock.whose === undefined ? '' : `, the ${clock.whose}’s`;
  const promised = clock.promised === undefined ? '' : ', or by the day that the letter names';
  const chance = clock.whenMissed === 'lapse' ? ', else it lapses' : '';
  return [
    [
      ...[
        `\`${name}\` ${title.en}${whose}`,
        startsOf(clock).join(' or '),
        lengthText(length) + promised,
      ],
      ...[met.join(', or ') + from + chance, limit, article, mark],
    ],
    ...clock.extensions.map((step) => [
      `↳ \`${step.name}\` ${step.title.en}`,
      [
        ...(step.classes === undefined ? [] : [`for ${step.classes.join(' or ')} cases`]),
        ...(step.approvers.length === 0 ? [] : [`approved by ${step.approvers.join(' or ')}`]),
      ].join(', '),
      'total' in step.to
        ? `${lengthText(step.to.total)} in all`
        : `${lengthText(step.to.add)} more`,
      step.notice ? `the complainant told${step.noticeFirst ? ' first' : ''}` : '',
      limit,
      step.article,
      step.mark,
    ]),
  ];
}

function lengthText({ count, unit }: RuleLength): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
