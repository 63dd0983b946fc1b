import type { RecordedEvent } from '../../events/envelope.ts';
import { complaintEvent, complaintStream } from '../complaint-stream.ts';
import type { ComplaintStream } from '../complaint-stream.ts';
import { readModel } from '../read-model.ts';
import { loadRows, saveRows } from '../rows.ts';
import { knownAfter, receivedOn } from './known-case.ts';
import type { Change, KnownCase } from './known-case.ts';
import { madeKnown } from './made-known.ts';

/**
 * What returns count, case by case: every change of it with its event, so that any return can be made as of any
 * position, and each figure be followed to the events behind it.
 */
type State = {
  readonly of: ComplaintStream;
  readonly changes: readonly Change[];
  /** What the changes come to. */
  readonly known: KnownCase;
};

type Saved = ComplaintStream & { readonly changes: readonly Change[] };

const TABLE = 'read.return_cases';

export const returnCases = readModel<State>({
  name: 'returns',
  tables: [TABLE],
  initial: (stream) => {
    const of = complaintStream(stream);
    return of && { of, changes: [], known: knownAfter([]) };
  },
  evolve: (state, recorded) => {
    const event = complaintEvent(recorded);
    const { revision, position, recordedAt, meta } = recorded;
    if (revision <= (state.changes.at(-1)?.revision ?? -1)) return state;
    const made = madeKnown(state.known, event, { revision, at: meta.occurredAt });
    if (made === undefined) return state;
    const change = { ...{ revision, position, recordedAt }, ...of(recorded), made };
    return {
      ...state,
      changes: [...state.changes, change],
      known: { ...state.known, ...made },
    };
  },
  load: async (transaction, streams) =>
    new Map(
      (await loadRows<Saved>(transaction, TABLE, streams)).map(
        ({ stream, institution, number, changes }) => [
          stream,
          { of: { stream, institution, number }, changes, known: knownAfter(changes) },
        ],
      ),
    ),
  save: (transaction, states) =>
    saveRows(transaction, TABLE, ['stream'], [...states.values()].map(rowOf)),
});

function of({ type, meta }: RecordedEvent): Pick<Change, 'type' | 'occurredAt'> {
  return { type, occurredAt: meta.occurredAt };
}

function rowOf({ of: stream, changes, known }: State) {
  const days = changes
    .flatMap(({ made }, index) =>
      isAboutReceipt(made) ? receivedOn(knownAfter(changes.slice(0, index + 1))) : [],
    )
    .toSorted();
  const lastDays = changes.flatMap(({ recordedAt, occurredAt }) => [recordedAt, occurredAt]);
  const isOpen = known.spells.at(-1)?.endedAt === null;
  return {
    ...stream,
    opened_position: changes[0]?.position,
    opened_at: changes[0]?.recordedAt,
    received_from: days[0],
    received_to: days.at(-1),
    active_to: isOpen ? null : (lastDays.toSorted().at(-1)?.slice(0, 10) ?? null),
    changes,
  };
}

function isAboutReceipt(made: Partial<KnownCase>): boolean {
  return 'receivedAt' in made || 'statedReceivedOn' in made || 'zone' in made;
}
