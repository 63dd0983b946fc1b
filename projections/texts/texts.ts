import { sql } from 'kysely';
import { ENGINE } from '../../events/envelope.ts';
import type { Box } from '../../events/personal.ts';
import { BoxTampered, KeyUnknown } from '../../keys/key-faults.ts';
import { partsOfKeyId } from '../../keys/key-ring.ts';
import { openPersonal } from '../../keys/open-personal.ts';
import type { Opened, Opening } from '../../keys/open-personal.ts';
import { complaintEvent, complaintStream } from '../complaint-stream.ts';
import type { ComplaintStream } from '../complaint-stream.ts';
import { readModel } from '../read-model.ts';
import type { ReadModel, ReadTransaction } from '../read-model.ts';
import { pairsIn, searchable } from './searchable.ts';
import { searchedTexts } from './searched-texts.ts';
import type { SearchedText } from './searched-texts.ts';

/** A case, and its texts that were met since it was read; what stands in the rows needs no remembering. */
type State = ComplaintStream & {
  readonly met: readonly (SearchedText & { readonly revision: number })[];
};

type Row = {
  readonly stream: string;
  readonly revision: number;
  readonly field: string;
  readonly generation: number;
  readonly text: string;
  readonly pairs: readonly string[];
};

/** How it opens texts; `record` hears of the keys before it does. */
export type OpeningTexts = Pick<Opening, 'ring' | 'record'>;

export const TEXTS = 'texts';
const TABLE = 'read.texts';

/**
 * The opened texts of all cases, for searching: the one read model with personal data in clear, all of it in columns
 * that the destruction of a case's key empties in the same transaction (migration `008-texts`). A text whose key is
 * destroyed, or was never made here, is left out.
 */
export function textsModel(opening: OpeningTexts): ReadModel {
  return readModel<State>({
    name: TEXTS,
    tables: [TABLE],
    initial: (stream) => {
      const complaint = complaintStream(stream);
      return complaint && { ...complaint, met: [] };
    },
    evolve: (state, recorded) => {
      const { revision } = recorded;
      const texts = searchedTexts(complaintEvent(recorded));
      if (texts.length === 0) return state;
      return { ...state, met: [...state.met, ...texts.map((text) => ({ ...text, revision }))] };
    },
    load: () => Promise.resolve(new Map()),
    save: async (transaction, states) => {
      const met = [...states.values()].filter((state) => state.met.length > 0);
      const clear = await clearTexts(met, opening);
      await saveTexts(
        transaction,
        met.flatMap((state, index) => rowsOf(state, clear[index] ?? [])),
      );
    },
  });
}

function rowsOf({ stream, met }: State, clear: Opened<readonly Box[]>): readonly Row[] {
  return met.flatMap(({ revision, field, box }, index) => {
    const said = clear[index];
    const generation = partsOfKeyId(box.key)?.generation;
    if (typeof said !== 'string' || generation === undefined) return [];
    const text = searchable(said);
    return [{ stream, revision, field, generation, text, pairs: pairsIn(text) }];
  });
}

/** The texts of many cases at once, so that one line of the record tells of them; one by one where that fails. */
async function clearTexts(
  states: readonly State[],
  opening: OpeningTexts,
): Promise<readonly Opened<readonly Box[]>[]> {
  const { ring, record } = opening;
  const boxes = states.map(({ met }) => met.map(({ box }) => box));
  try {
    return await openPersonal(boxes, { ring, who: ENGINE, why: 'keep the search', record });
  } catch (error) {
    const [only, ...others] = states;
    if (error instanceof KeyUnknown && only !== undefined && others.length === 0) return [[]];
    // Only that case is at fault: it is parked, and the others go on.
    if (error instanceof BoxTampered) throw new TypeError(error.message, { cause: error });
    if (!(error instanceof KeyUnknown)) throw error;
    const each: Opened<readonly Box[]>[] = [];
    for (const state of states) each.push(...(await clearTexts([state], opening)));
    return each;
  }
}

/**
 * The key's row is held until the texts are there: who destroys it meanwhile waits, and then removes them as well; who
 * has destroyed it before finds none written.
 */
async function saveTexts(transaction: ReadTransaction, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into ${sql.table(TABLE)} (stream, revision, field, generation, text, pairs)
    select one.* from json_to_recordset(${JSON.stringify(rows)}::json)
      as one (stream text, revision integer, field text, generation integer, text text, pairs text[])
    join keys.case_keys as key
      on key.stream = one.stream and key.generation = one.generation and key.destroyed_at is null
    order by one.stream, one.revision
    for share of key
    on conflict (stream, revision, field) do update set text = excluded.text, pairs = excluded.pairs`.execute(
    transaction,
  );
}
