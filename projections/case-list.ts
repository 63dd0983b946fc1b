import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { instantIn, keyIn, pageOf } from './cursor.ts';
import type { ReadDatabase, ReadTables } from './database.ts';
import { NOTE_NAMES } from './noted.ts';
import type { NoteName } from './noted.ts';
import { saidIn } from './texts/said-in.ts';

/** What the board can be narrowed to, by name. */
export const CASE_FILTERS = [
  'all',
  'open',
  'closed',
  'overdue',
  'mine',
  'unassigned',
  'imported',
  'to-take-over',
  'awaiting-sign-off',
  'withdrawn',
  'due-soon',
  ...NOTE_NAMES,
] as const;
export type CaseFilter = (typeof CASE_FILTERS)[number];

/** Whether what a filter shows changes as time goes by, although nothing is recorded. */
export function isByTime(filter: CaseFilter): boolean {
  return filter === 'overdue' || filter === 'due-soon';
}

export type CaseQuery = {
  readonly institution: string;
  readonly filter: CaseFilter;
  /** Whose cases `mine` are. */
  readonly who: string;
  /** From which instant on a case is overdue. */
  readonly now: Date;
  /** Narrows every filter further. */
  readonly product?: string;
  readonly unit?: string;
  readonly handler?: string;
  /** What was said in it, `isSearchable`. */
  readonly text?: string;
  readonly limit: number;
  /** The cursor of the page before. */
  readonly after?: string;
};

type Columns = ExpressionBuilder<ReadTables, 'read.cases'>;
type Condition = Expression<SqlBool>;

const isOpen = (where: Columns): Condition => where('closed', '=', false);

/** How soon `due-soon` is: three times 24 hours. */
const SOON = 3 * 86_400_000;

/** Written into the statement as it is, since only then its own index serves it. */
function notedAs(name: NoteName): Condition {
  return sql<boolean>`noted @> ${sql.lit(`{${name}}`)}`;
}

const conditions: {
  readonly [Filter in CaseFilter]?: (where: Columns, query: CaseQuery) => Condition;
} = {
  open: isOpen,
  closed: (where) => where('closed', '=', true),
  overdue: (where, { now }) => where.and([isOpen(where), where('due_at', '<', now)]),
  mine: (where, { who }) => where.and([isOpen(where), where('handler', '=', who)]),
  unassigned: (where) => where.and([isOpen(where), where('handler', 'is', null)]),
  imported: (where) => where('imported', '=', true),
  'to-take-over': (where) =>
    where.and([isOpen(where), where('imported', '=', true), where('taken_over', '=', false)]),
  // A review waits for a second person also when its case has ended.
  'awaiting-sign-off': (where) => where('awaiting_sign_off', '=', true),
  withdrawn: (where) => where('status', '=', 'withdrawn'),
  'due-soon': (where, { now }) =>
    where.and([
      isOpen(where),
      where('due_at', '>=', now),
      where('due_at', '<', new Date(now.getTime() + SOON)),
    ]),
  ...(Object.fromEntries(NOTE_NAMES.map((name) => [name, () => notedAs(name)])) as {
    readonly [Name in NoteName]: () => Condition;
  }),
};

export type ListedCase = Awaited<ReturnType<typeof select>>[number];
export type CasePage = { readonly cases: readonly ListedCase[]; readonly next: string | null };

/**
 * A page of one institution's cases, newest first. What opens while somebody turns pages stands before his place, so
 * no case is skipped and none comes twice. Throws `UnknownCursor`.
 */
export async function listCases(database: ReadDatabase, query: CaseQuery): Promise<CasePage> {
  const { filter, limit } = query;
  const found = await select(database, query);
  const { rows: cases, next } = pageOf(`cases/${filter}`, found, limit, (last) => [
    last.opened_at.toISOString(),
    last.number,
  ]);
  return { cases, next };
}

function select(database: ReadDatabase, query: CaseQuery) {
  const { institution, filter, after, limit } = query;
  let selected = database
    .selectFrom('read.cases')
    .select([
      'number',
      'revision',
      'status',
      'closed',
      'source',
      'regime',
      'product',
      'channel',
      'unit',
      'handler',
      'outcome',
      'timely',
      'opened_at',
      'due_at',
      'closed_at',
      'awaiting_sign_off',
      'imported',
      'taken_over',
      'facts',
      'cause',
      'right',
      'class',
      'branch',
      sql<string>`received_on::text`.as('received_on'),
      sql<string | null>`sent_on::text`.as('sent_on'),
      sql<string | null>`snapshot_on::text`.as('snapshot_on'),
    ])
    .where('institution', '=', institution)
    .orderBy('opened_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit + 1);
  const condition = conditions[filter];
  if (condition !== undefined) selected = selected.where((where) => condition(where, query));
  for (const column of ['product', 'unit', 'handler'] as const) {
    const wanted = query[column];
    if (wanted !== undefined) selected = selected.where(column, '=', wanted);
  }
  if (query.text !== undefined) selected = selected.where(saidIn(query.text));
  if (after !== undefined) {
    const [openedAt, number] = keyIn(`cases/${filter}`, after, 2);
    const key = sql<SqlBool>`(opened_at, number) < (${instantIn(openedAt)}, ${number})`;
    selected = selected.where(key);
  }
  return selected.execute();
}
