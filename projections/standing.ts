import type { RecordedEvent } from '../events/envelope.ts';
import { categoryOf } from '../events/stream-category.ts';
import type { Kind, Standing } from '../workflows/process.ts';
import { standing } from '../workflows/standing.ts';
import type { ReadDatabase } from './database.ts';
import { readModel } from './read-model.ts';
import type { ReadModel } from './read-model.ts';
import { loadRows, saveRows } from './rows.ts';

/** When each listed errand's time is up, by its name. */
type Errands = { readonly [name: string]: string };

type Row = {
  readonly stream: string;
  readonly revision: number;
  readonly state: unknown;
  readonly closed: boolean;
  readonly wake_at: string | null;
  readonly errands: Errands;
  readonly errand_due_at: string | null;
};

/** A stream, the process it belongs to, and its row once it has one. */
type Folded = { readonly stream: string; readonly kind: Kind; readonly row: Row | null };

const NAME = 'standing';
const TABLE = 'read.standing';

/**
 * What every case awaits, folded with the process itself: the engine's own memory of what Temporal should hold.
 * The watch looks over it for cases that nobody attends to.
 */
export function standingModel(kinds: ReadonlyMap<string, Kind>): ReadModel {
  const initial = (stream: string): Folded | undefined => {
    const kind = kinds.get(categoryOf(stream));
    return kind && { stream, kind, row: null };
  };
  return readModel<Folded>({
    name: NAME,
    tables: [TABLE],
    initial,
    evolve: (folded, event) =>
      event.revision <= (folded.row?.revision ?? -1)
        ? folded
        : { ...folded, row: rowAfter(folded, event) },
    load: async (transaction, streams) => {
      const rows = await loadRows<Row>(transaction, TABLE, streams);
      return new Map(
        rows.flatMap((row) => {
          const folded = initial(row.stream);
          return folded === undefined ? [] : [[row.stream, { ...folded, row }]];
        }),
      );
    },
    save: (transaction, states) =>
      saveRows(
        transaction,
        TABLE,
        ['stream'],
        [...states.values()].flatMap(({ row }) => row ?? []),
      ),
  });
}

function rowAfter({ stream, kind, row }: Folded, event: RecordedEvent): Row {
  const { process, words } = kind;
  const expected = (row?.revision ?? -1) + 1;
  const { revision } = event;
  if (revision !== expected) throw new RangeError(`Revision ${revision} is not ${expected}.`);
  const before = row === null ? process.initial : row.state;
  const state = process.evolve(before, words.read(event), revision);
  const now = standing(process, state, revision);
  const errands = errandsDue(now, row?.errands ?? {}, event);
  return {
    stream,
    revision,
    state,
    closed: now.closed,
    wake_at: now.wakeAt ?? null,
    errands,
    errand_due_at: Object.values(errands).toSorted()[0] ?? null,
  };
}

/** A case that somebody should have attended to, and how far it had come. */
export type Overdue = { readonly stream: string; readonly revision: number };

/** Cases whose deadline or errand's time passed before `before`, after stream `after`, in order. */
export async function overdueCases(
  database: ReadDatabase,
  before: Date,
  limit: number,
  after = '',
): Promise<readonly Overdue[]> {
  return database
    .selectFrom('read.standing')
    .select(['stream', 'revision'])
    .where('stream', '>', after)
    .where((where) =>
      where.or([where('wake_at', '<', before), where('errand_due_at', '<', before)]),
    )
    .orderBy('stream')
    .limit(limit)
    .execute();
}

/**
 * Streams of cases that still await something or are not closed, after `after`, in order. What a parked one awaits
 * is not known here, so it counts as open.
 */
export async function openCases(
  database: ReadDatabase,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('read.standing')
    .select('stream')
    .where('stream', '>', after)
    .where((where) =>
      where.or([
        where('closed', '=', false),
        where('wake_at', 'is not', null),
        where('errand_due_at', 'is not', null),
      ]),
    )
    .union(
      database
        .selectFrom('read.parked')
        .select('stream')
        .where('model', '=', NAME)
        .where('stream', '>', after),
    )
    .orderBy('stream')
    .limit(limit)
    .execute();
  return rows.map((row) => row.stream);
}

/** When each listed errand's time is up, counted from the event that listed it. */
function errandsDue(now: Standing, before: Errands, event: RecordedEvent): Errands {
  const since = Date.parse(event.recordedAt);
  return Object.fromEntries(
    now.errands.map(({ name, withinSeconds }) => [
      name,
      before[name] ?? new Date(since + withinSeconds * 1_000).toISOString(),
    ]),
  );
}
