import { complaintEvent, complaintStream } from '../complaint-stream.ts';
import type { ComplaintStream } from '../complaint-stream.ts';
import { readModel } from '../read-model.ts';
import { loadRows, saveRows } from '../rows.ts';
import { heldAfter } from './held.ts';
import type { Held } from './held.ts';
import type { Entry } from './register.ts';

/** The entries of one case, by register. */
type State = { readonly of: ComplaintStream; readonly entries: Held };

type Saved = ComplaintStream & Entry & { readonly register: string };

const TABLE = 'read.register_entries';

/** All registers in one pass over the feed: an event that no register knows of costs a look into a table. */
export const registerEntries = readModel<State>({
  name: 'registers',
  tables: [TABLE],
  initial: (stream) => {
    const of = complaintStream(stream);
    return of && { of, entries: {} };
  },
  evolve: (state, recorded) => {
    const occasion = { revision: recorded.revision, at: recorded.meta.occurredAt };
    const entries = heldAfter(state.entries, complaintEvent(recorded), occasion);
    return entries === state.entries ? state : { ...state, entries };
  },
  load: async (transaction, streams) => {
    const rows = await loadRows<Saved>(transaction, TABLE, streams);
    return new Map(
      [...Map.groupBy(rows, (row) => row.stream)].flatMap(([stream, ofStream]) => {
        const of = complaintStream(stream);
        if (of === undefined) return [];
        const entries = Map.groupBy(ofStream.toSorted(inOrder), (row) => row.register);
        return [[stream, { of, entries: mapped(entries) }] as const];
      }),
    );
  },
  save: (transaction, states) =>
    saveRows(
      transaction,
      TABLE,
      ['stream', 'register', 'revision', 'place'],
      [...states.values()].flatMap(({ of, entries }) =>
        Object.entries(entries).flatMap(([register, all]) =>
          all.map((entry) => ({ ...of, register, ...entry })),
        ),
      ),
    ),
});

function mapped(rows: ReadonlyMap<string, readonly Saved[]>): Held {
  return Object.fromEntries(
    [...rows].map(([register, ofRegister]) => [
      register,
      ofRegister.map(({ revision, place, occurred_at, state, details }) => ({
        ...{ revision, place, occurred_at, state, details },
      })),
    ]),
  );
}

function inOrder(one: Saved, other: Saved): number {
  return one.revision - other.revision || one.place - other.place;
}
