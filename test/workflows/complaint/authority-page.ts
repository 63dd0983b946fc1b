import { ROLES, authority } from '../../../workflows/complaint/authority.ts';
import { relations } from '../../../workflows/complaint/relations.ts';
import { SIGN_OFF_AUTHORITY } from '../../../workflows/complaint/sign-off-authority.ts';

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
        'Rule',
        'Outcomes · 处理结果',
        'Classes · 复杂程度',
        'Pays at most · 金额上限',
        'Least rank · 最低级别',
        'From',
      ],
      SIGN_OFF_AUTHORITY.map(({ name, outcomes, classes, upTo, rank, article, mark }) => [
        name,
        outcomes?.join(', ') ?? 'any',
        classes?.join(', ') ?? 'any',
        upTo === undefined ? 'any' : `${upTo.amount} ${upTo.currency}`,
        rank,
        `${article} (${mark})`,
      ]),
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

Besides, nobody who is complained of takes part in the case, whatever the role (Order 2020-3 art. 17). A refusal on
these grounds is evidence itself and is kept in the access stream of the case.
`;

const SIGNING = `
## Who signs a decision

The first rule that fits. An amount in a currency that a rule does not name does not fit it.
`;
