import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { complaintEvent, complaintStream } from '../complaint-stream.ts';
import type { ComplaintStream } from '../complaint-stream.ts';
import { readModel } from '../read-model.ts';
import { loadRows, saveRows } from '../rows.ts';
import type { Entries, Entry, Occasion, Register } from './register.ts';
import { registers } from './registers.ts';

/** The entries of one case, by register. */
type State = { readonly of: ComplaintStream; readonly entries: ReadonlyMap<string, Entries> };

type Saved = ComplaintStream & Entry & { readonly register: string };

const TABLE = 'read.register_entries';
const named: readonly (readonly [string, Register])[] = Object.entries(registers);

/** All registers in one pass over the feed: an event that no register knows of costs a look into a table. */
export const registerEntries = readModel<State>({
  name: 'registers',
  tables: [TABLE],
  initial: (stream) => {
    const of = complaintStream(stream);
    return of && { of, entries: new Map() };
  },
  evolve: (state, recorded) => {
    const event = complaintEvent(recorded);
    const occasion = { revision: recorded.revision, at: recorded.meta.occurredAt };
    return named.reduce((before, [name, register]) => {
      const known = before.entries.get(name) ?? NONE;
      const after = entriesAfter(register, known, event, occasion);
      if (after === known) return before;
      return { ...before, entries: new Map([...before.entries, [name, after]]) };
    }, state);
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
        [...entries].flatMap(([register, all]) =>
          all.map((entry) => ({ ...of, register, ...entry })),
        ),
      ),
    ),
});

const NONE: Entries = [];

function entriesAfter(
  { changes }: Register,
  entries: Entries,
  event: ComplaintEvent,
  occasion: Occasion,
): Entries {
  // Each change was written for the event under whose name it stands.
  const change = changes[event.type] as
    ((entries: Entries, data: ComplaintEvent['data'], occasion: Occasion) => Entries) | undefined;
  return change === undefined ? entries : change(entries, event.data, occasion);
}

function mapped(rows: ReadonlyMap<string, readonly Saved[]>): ReadonlyMap<string, Entries> {
  return new Map(
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
