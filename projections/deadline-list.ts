import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { ClockState } from './case-clocks.ts';
import { instantIn, keyIn, pageOf } from './cursor.ts';
import type { ReadDatabase } from './database.ts';

export type DeadlineQuery = {
  readonly institution: string;
  readonly state: ClockState;
  readonly limit: number;
  readonly after?: string;
};

export type ListedDeadline = Awaited<ReturnType<typeof select>>[number];
export type DeadlinePage = {
  readonly deadlines: readonly ListedDeadline[];
  readonly next: string | null;
};

/** A page of one institution's clocks that stand in one way, the earliest due first. Throws `UnknownCursor`. */
export async function listDeadlines(
  database: ReadDatabase,
  query: DeadlineQuery,
): Promise<DeadlinePage> {
  const { state, limit } = query;
  const found = await select(database, query);
  const { rows: deadlines, next } = pageOf(`deadlines/${state}`, found, limit, (last) => [
    (last.due_at ?? last.starts_at).toISOString(),
    last.number,
    last.clock,
  ]);
  return { deadlines, next };
}

/** A clock that waits for a calendar is due nobody knows when: it stands where it started. */
const DUE = sql<Date>`coalesce(deadline.due_at, deadline.starts_at)`;

function select(database: ReadDatabase, { institution, state, limit, after }: DeadlineQuery) {
  let selected = database
    .selectFrom('read.deadlines as deadline')
    .leftJoin('read.cases as case', 'case.stream', 'deadline.stream')
    .select([
      'deadline.number',
      'deadline.clock',
      'deadline.regime',
      'deadline.version',
      'deadline.limit',
      'deadline.article',
      'deadline.mark',
      'deadline.step',
      'deadline.starts_at',
      'deadline.due_at',
      'deadline.state',
      'deadline.stopped_at',
      sql<string | null>`deadline.last_day::text`.as('last_day'),
      'case.handler',
      'case.unit',
      'case.product',
    ])
    .where('deadline.institution', '=', institution)
    .where('deadline.state', '=', state)
    .orderBy(DUE)
    .orderBy('deadline.number')
    .orderBy('deadline.clock')
    .limit(limit + 1);
  if (after !== undefined) {
    const [dueAt, number, clock] = keyIn(`deadlines/${state}`, after, 3);
    selected = selected.where(
      sql<SqlBool>`(${DUE}, deadline.number, deadline.clock) > (${instantIn(dueAt)}, ${number}, ${clock})`,
    );
  }
  return selected.execute();
}
