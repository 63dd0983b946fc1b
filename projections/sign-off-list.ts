import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { instantIn, keyIn, pageOf } from './cursor.ts';
import type { ReadDatabase } from './database.ts';

export type SignOffQuery = {
  readonly institution: string;
  /** Whoever asks: what he proposed or handles himself is marked, for a second person must sign it off. */
  readonly who: string;
  readonly limit: number;
  readonly after?: string;
};

export type ListedSignOff = Awaited<ReturnType<typeof select>>[number];
export type SignOffPage = {
  readonly signOffs: readonly ListedSignOff[];
  readonly next: string | null;
};

/** A page of one institution's decisions that wait for a second person, longest waiting first. */
export async function listSignOffs(
  database: ReadDatabase,
  query: SignOffQuery,
): Promise<SignOffPage> {
  const found = await select(database, query);
  const { rows: signOffs, next } = pageOf('sign-offs', found, query.limit, (last) => [
    last.proposed_at.toISOString(),
    last.number,
  ]);
  return { signOffs, next };
}

function select(database: ReadDatabase, { institution, who, limit, after }: SignOffQuery) {
  let selected = database
    .selectFrom('read.sign_offs as waiting')
    .leftJoin('read.cases as case', 'case.stream', 'waiting.stream')
    .select([
      'waiting.number',
      'waiting.instance',
      'waiting.proposal',
      'waiting.outcome',
      'waiting.remedy',
      'waiting.amount',
      'waiting.currency',
      'waiting.letter_commitment',
      'waiting.proposed_by',
      'waiting.proposed_at',
      'case.handler',
      'case.product',
      'case.due_at',
      sql<boolean>`(waiting.proposed_by = ${who} or coalesce("case".handler = ${who}, false))`.as(
        'own',
      ),
    ])
    .where('waiting.institution', '=', institution)
    .orderBy('waiting.proposed_at')
    .orderBy('waiting.number')
    .limit(limit + 1);
  if (after !== undefined) {
    const [proposedAt, number] = keyIn('sign-offs', after, 2);
    selected = selected.where(
      sql<SqlBool>`(waiting.proposed_at, waiting.number) > (${instantIn(proposedAt)}, ${number})`,
    );
  }
  return selected.execute();
}
