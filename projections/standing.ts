import type { RecordedEvent } from '../events/envelope.ts';
import { categoryOf } from '../events/stream-category.ts';
import type { AnyProcess, Kind } from '../workflows/process.ts';
import { standing } from '../workflows/standing.ts';
import type { ReadDatabase } from './database.ts';
import { readModel } from './read-model.ts';
import type { ReadModel } from './read-model.ts';
import { loadRows, saveRows } from './rows.ts';

/** When each listed errand's time is up, by its name. */
type Errands = { readonly [name: string]: string };

/** What a row says of a case that the fold goes on from. */
type Known = {
  readonly stream: string;
  readonly revision: number;
  readonly state: unknown;
  readonly errands: Errands;
};

type Row = Known & {
  readonly closed: boolean;
  readonly wake_at: string | null;
  readonly errand_due_at: string | null;
};

/** A stream, the process it belongs to, and what is known of it once anything is. */
type Folded = { readonly stream: string; readonly kind: Kind; readonly known: Known | null };

const NAME = 'standing';
const TABLE = 'read.standing';

/**
 * What every case awaits, folded with the process itself: the engine's own memory of what Temporal should hold.
 * The watch looks over it for cases that nobody attends to.
 */
export function standingModel(kinds: ReadonlyMap<string, Kind>): ReadModel {
  const initial = (stream: string): Folded | undefined => {
    const kind = kinds.get(categoryOf(stream));
    return kind && { stream, kind, known: null };
  };
  return readModel<Folded>({
    name: NAME,
    tables: [TABLE],
    initial,
    evolve: (folded, event) =>
      event.revision <= (folded.known?.revision ?? -1)
        ? folded
        : { ...folded, known: knownAfter(folded, event) },
    load: async (transaction, streams) => {
      const rows = await loadRows<Row>(transaction, TABLE, streams);
      return new Map(
        rows.flatMap((row) => {
          const folded = initial(row.stream);
          return folded === undefined ? [] : [[row.stream, { ...folded, known: row }]];
        }),
      );
    },
    save: (transaction, states) =>
      saveRows(
        transaction,
        TABLE,
        ['stream'],
        [...states.values()].flatMap((folded) => rowOf(folded) ?? []),
      ),
  });
}

function knownAfter({ stream, kind, known }: Folded, event: RecordedEvent): Known {
  const { process, words } = kind;
  const expected = (known?.revision ?? -1) + 1;
  const { revision } = event;
  if (revision !== expected) throw new RangeError(`Revision ${revision} is not ${expected}.`);
  const before = known === null ? process.initial : known.state;
  const state = process.evolve(before, words.read(event), revision);
  return { stream, revision, state, errands: errandsDue(process, state, event, known?.errands) };
}

/** What falls due is asked once for a row, however many events it takes at a time. */
function rowOf({ kind, known }: Folded): Row | null {
  if (known === null) return null;
  const { stream, revision, state, errands } = known;
  const now = standing(kind.process, state, revision);
  return {
    ...{ stream, revision, state, errands },
    closed: now.closed,
    wake_at: now.wakeAt ?? null,
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
function errandsDue(
  process: AnyProcess,
  state: unknown,
  event: RecordedEvent,
  before: Errands = {},
): Errands {
  const since = Date.parse(event.recordedAt);
  return Object.fromEntries(
    process
      .errands(state)
      .map(({ name, withinSeconds }) => [
        name,
        before[name] ?? new Date(since + withinSeconds * 1_000).toISOString(),
      ]),
  );
}
