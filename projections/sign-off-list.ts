import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { instantIn, keyIn, pageOf } from './cursor.ts';
import type { ReadDatabase } from './database.ts';

export type SignOffQuery = {
  readonly institution: string;
  /** Whoever asks, and his unit: what he may not sign off, since he or it had a part in it, is marked. */
  readonly who: string;
  readonly unit: string;
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

function select(database: ReadDatabase, { institution, who, unit, limit, after }: SignOffQuery) {
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
      ownOf(who, unit).as('own'),
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

/**
 * As the authority over `SignOff` and `SignOffReview` has it: a second person signs, nobody who is complained of, and a
 * review nobody who took part at first instance, by person and by unit, or has an interest in the case.
 */
function ownOf(who: string, unit: string) {
  const among = (name: string, path: string) =>
    sql<boolean>`coalesce(jsonb_exists("case".kept_out #> ${path}::text[], ${name}), false)`;
  return sql<boolean>`(
    waiting.proposed_by = ${who}
    or ${among(who, '{complainedOf}')}
    or case waiting.instance
      when 'first' then coalesce("case".handler = ${who}, false)
      else ${among(who, '{involved,persons}')} or ${among(unit, '{involved,units}')}
        or ${among(who, '{interested}')}
    end
  )`;
}
