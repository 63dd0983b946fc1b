import { Option } from 'commander';
import type { Command } from 'commander';
import type { Client, Page } from '../api/client.ts';
import { given } from '../api/given.ts';
import type { CasePage, DeadlinePage, SignOffPage } from '../api/overview-shapes.ts';
import { CLOCK_STATES } from '../projections/case-clocks.ts';
import { CASE_FILTERS } from '../projections/case-list.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { CommandFailed, EXIT } from './output.ts';
import { ruleText } from './rule-text.ts';
import type { Output } from './output.ts';
import { linesText } from './table.ts';
import type { Cell } from './table.ts';

/** `cases`, `deadlines` and `sign-offs`: the lists of the read models, page by page. */
export function addListCommands(program: Command, out: () => Output): void {
  addList(program, out, board);
  addList(program, out, deadlines);
  addList(program, out, signOffs);
}

type Wish = Page & { readonly narrowed?: string; readonly [more: string]: unknown };

type List<Found extends { readonly next: string | null }> = {
  readonly name: string;
  readonly description: string;
  /** What the list can be narrowed to, where it can. */
  readonly narrowed?: Option;
  /** What else can be said of it, where anything can. */
  readonly more?: readonly Option[];
  readonly example: string;
  readonly ask: (client: Client, wish: Wish) => Promise<Found>;
  /** Columns with their widths in characters. */
  readonly columns: { readonly [head: string]: number };
  readonly rows: (found: Found) => readonly (readonly Cell[])[];
  readonly footnote?: (found: Found) => string | undefined;
};

const board: List<CasePage> = {
  name: 'cases',
  description: 'the board, newest first · 案件列表',
  narrowed: new Option('--filter <name>', 'which cases; `mine` are those of --as')
    .choices(CASE_FILTERS)
    .default('all'),
  more: [
    new Option('--text <text>', 'only cases in which this was said; two characters at least'),
    new Option('--purpose <purpose>', 'why, for the record; with --text'),
  ],
  example:
    'redress cases --filter overdue --institution demobank\n' +
    '  redress cases --text 病历 --purpose "the branch asks"',
  ask: askBoard,
  columns: {
    ...{ case: 14, status: 13, received: 12, due: 12 },
    ...{ handler: 12, product: 20, outcome: 20, 'in time': 9 },
  },
  rows: ({ cases }) =>
    cases.map((one) => [
      one.case,
      isWaiting(one) ? `${one.status} *` : one.status,
      one.receivedOn,
      dayIn(one.dueAt),
      one.handler,
      one.product,
      one.outcome,
      one.timely === null ? '' : one.timely ? 'yes' : 'no',
    ]),
  footnote: ({ cases }) =>
    cases.some(isWaiting) ? '* imported, and taken over by nobody · 导入且尚未接手' : undefined,
};

const deadlines: List<DeadlinePage> = {
  name: 'deadlines',
  description: 'clocks, the earliest due first · 时限列表',
  narrowed: new Option('--state <state>', 'clocks that stand like this')
    .choices(CLOCK_STATES)
    .default('due'),
  example: 'redress deadlines --state breached --institution demobank',
  ask: (client, { narrowed: state = 'due', ...page }) => client.deadlines({ state, ...page }),
  columns: {
    ...{ due: 18, case: 14, clock: 19, regime: 16, limit: 8, article: 23 },
    ...{ mark: 5, handler: 12 },
  },
  rows: (found) =>
    found.deadlines.map((one) => [
      minuteIn(one.dueAt) ?? 'awaits a calendar',
      one.case,
      one.clock,
      one.regime,
      one.limit,
      one.article,
      one.mark === 'V' ? 'V' : `${one.mark} *`,
      one.handler,
    ]),
  footnote: ({ deadlines: listed }) => {
    const rules = listed.filter(({ mark }) => mark !== 'V').map(ruleText);
    return rules.length === 0
      ? undefined
      : [...new Set(rules)].map((rule) => `* ${rule}`).join('\n');
  },
};

const signOffs: List<SignOffPage> = {
  name: 'sign-offs',
  description: 'decisions, and results of reviews, that wait for a second person · 待审批决定',
  example: 'redress sign-offs --as li --role supervisor',
  ask: (client, page) => client.signOffs(page),
  columns: {
    ...{ proposed: 18, case: 14, proposal: 10, instance: 10, outcome: 15 },
    ...{ remedy: 19, by: 12, due: 12, own: 5 },
  },
  rows: (found) =>
    found.signOffs.map((one) => [
      minuteIn(one.proposedAt),
      one.case,
      one.proposal,
      one.instance,
      one.outcome,
      [one.remedy, one.amount, one.currency].filter((part) => part !== null).join(' '),
      one.proposedBy,
      dayIn(one.dueAt),
      one.own ? 'yes' : '',
    ]),
  footnote: ({ signOffs: waiting }) => {
    const lines = [...classLines(waiting), ...authorityLines(waiting)];
    if (waiting.some(({ own }) => own))
      lines.unshift(
        'own: you or your unit had a part in it, so that somebody else signs it off · 本人或本单位参与过，须由他人审批',
      );
    return lines.length === 0 ? undefined : lines.join('\n');
  },
};

/** Which rank signs, a line for each rule with the cases it is asked of: rules are few, and their words long. */
function authorityLines(waiting: SignOffPage['signOffs']): string[] {
  const asked = new Map<string, string[]>();
  for (const { case: number, authority } of waiting) {
    if (authority === null) continue;
    const rule = `${authority.rank}, or higher, signs (${ruleText(authority)})`;
    asked.set(rule, [...(asked.get(rule) ?? []), number]);
  }
  return [...asked].map(([rule, numbers]) => `${rule}: ${numbers.join(', ')}`);
}

/** How complex they are, and which extensions were taken for it: what is signed rests on both. */
function classLines(waiting: SignOffPage['signOffs']): string[] {
  const seen = new Map<string, string[]>();
  for (const { case: number, class: is, clocks } of waiting) {
    if (is === null) continue;
    const steps = clocks.flatMap(({ clock, step }) =>
      step === undefined ? [] : `${clock}: ${step}`,
    );
    const line = [`class ${is}`, ...steps].join(', ');
    seen.set(line, [...(seen.get(line) ?? []), number]);
  }
  return [...seen].map(([line, numbers]) => `${line} · 复杂程度与延期: ${numbers.join(', ')}`);
}

function askBoard(client: Client, { narrowed: filter = 'all', ...wish }: Wish): Promise<CasePage> {
  const { text, purpose, ...page } = wish;
  if (typeof text === 'string' && typeof purpose === 'string')
    return client.searchCases({ filter, text, purpose, ...page });
  if (text === undefined && purpose === undefined) return client.cases({ filter, ...page });
  throw new CommandFailed(
    {
      en: 'Give --text and --purpose together: a search of personal data is recorded.',
      zh: '--text 与 --purpose 须同时给出（检索个人信息须留痕）。',
    },
    EXIT.usage,
  );
}

type ListOptions = CallerOptions & { readonly after?: string; readonly limit: string };

function addList<Found extends { readonly next: string | null }>(
  program: Command,
  out: () => Output,
  list: List<Found>,
): void {
  const command = withCaller(program.command(list.name).description(list.description))
    .option('--after <cursor>', 'go on where the page before ended')
    .option('--limit <n>', 'rows on a page, at most 500', '50')
    .addHelpText('after', `\nExample:\n  ${list.example}`);
  const { narrowed, more = [] } = list;
  for (const option of narrowed === undefined ? more : [narrowed, ...more])
    command.addOption(option);
  command.action(async (options: ListOptions & { readonly [name: string]: unknown }) => {
    const { after, limit } = options;
    const chosen = narrowed === undefined ? undefined : options[narrowed.attributeName()];
    const found = await list.ask(await clientFor(options), {
      limit: Number(limit),
      ...(typeof chosen === 'string' ? { narrowed: chosen } : {}),
      ...(after === undefined ? {} : { after }),
      ...given(
        Object.fromEntries(more.map((one) => [one.attributeName(), options[one.attributeName()]])),
      ),
    });
    out().result(found, pageText(list, found));
  });
}

function pageText<Found extends { readonly next: string | null }>(
  { columns, rows, footnote }: List<Found>,
  found: Found,
): string {
  const lines = [
    linesText(Object.keys(columns), rows(found), Object.values(columns)),
    footnote?.(found),
    found.next === null ? undefined : `More: --after ${found.next}`,
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

function isWaiting({ imported, takenOver }: CasePage['cases'][number]): boolean {
  return imported && !takenOver;
}

const dayIn = (instant: string | null): string | undefined => instant?.slice(0, 10);
const minuteIn = (instant: string | null): string | undefined =>
  instant?.slice(0, 16).replace('T', ' ');
