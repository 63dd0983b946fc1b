import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { ROLES, authority } from '../../../workflows/complaint/authority.ts';
import { relations } from '../../../workflows/complaint/relations.ts';

/** The page of the table of authority, from the table itself. */
export function authorityPage(): string {
  return [
    INTRODUCTION,
    table(
      ['Command', ...ROLES, 'others', 'Rank · 级别', 'And · 另须'],
      Object.entries(authority).map(([command, rule]) => [
        `\`${command}\``,
        ...ROLES.map((role) => (rule.roles.includes(role) ? '✓' : '')),
        rule.roles.filter((role) => role === 'engine' || role === 'import').join(', '),
        (rule.ranks ?? []).join(', '),
        [...(rule.relations ?? []).map((name) => relations[name].title), rule.besides]
          .flatMap((title) => (title === undefined ? [] : `${title.en} · ${title.zh}`))
          .join('; '),
      ]),
    ),
    SIGNING,
    table(
      [
        'Regime · 规则',
        'Rule',
        'Outcomes · 处理结果',
        'Classes · 复杂程度',
        'Pays at most · 金额上限',
        'Least rank · 最低级别',
        'From',
      ],
      readShelf(REGIMES).flatMap(({ regime }) =>
        (regime.signOff ?? []).map(
          ({ name, outcomes, classes, upTo, rank, limit, article, mark }) => [
            regime.name,
            name,
            outcomes?.join(', ') ?? 'any',
            classes?.join(', ') ?? 'any',
            upTo === undefined ? 'any' : `${upTo.amount} ${upTo.currency}`,
            rank,
            `${article} (${mark}, ${limit})`,
          ],
        ),
      ),
    ),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

const INTRODUCTION = `# Who may do what

This page is what the table in \`workflows/complaint/authority.ts\` says; a test compares the two, and
\`npx vitest run test/workflows/complaint/authority.test.ts -u\` writes it anew.

Besides, nobody who is complained of takes part in the case, whatever the role, and whoever has to stand aside by a regime
of the case (\`recusals\`) neither handles nor decides it, nor its review. A refusal on these grounds is evidence itself and
is kept in the access stream of the case.
`;

const SIGNING = `
## Who signs a decision

The first rule of the regime that fits; of several regimes over one case the one that asks for the highest rank. An amount
in a currency that a rule does not name does not fit it, so what is paid in other money is signed by the last rule's rank.
`;
