import { ASKERS } from '../../../api/only-roles.ts';
import { TOKEN_ROLES } from '../../../api/actor.ts';
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
    ASKING,
    table(
      ['What', ...TOKEN_ROLES],
      Object.entries(ASKERS).map(([what, roles]) => [
        WHAT[what as keyof typeof ASKERS],
        ...TOKEN_ROLES.map((role) => (roles.some((one) => one === role) ? '✓' : '')),
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

What undoes a breach that is on record, such as a telling in time that is written down late, is for somebody who leads and
never handled or reviewed the case, whatever the command ([decision 0024](../decisions/0024-a-breach-is-undone-by-two.md)).
`;

const ASKING = `
## Who may ask for what else

Beside commands to cases, for the institution of the token:
`;

const WHAT: { readonly [What in keyof typeof ASKERS]: string } = {
  accesses: 'who has seen a case · 查阅记录',
  figures: 'stating figures of the institution · 提供机构数据',
  ledger: 'heads, keys and proofs of the ledger · 账本与证明',
  packs: 'packs of evidence · 证据包',
  readModels: 'how read models stand, and what they parked · 读模型现状',
  repairs: 'rebuilding a read model, taking a parked stream again · 重建与重试',
};

const SIGNING = `
## Who signs a decision

The first rule of the regime that fits; of several regimes over one case the one that asks for the highest rank. An amount
in a currency that a rule does not name does not fit it, so what is paid in other money is signed by the last rule's rank.
`;
