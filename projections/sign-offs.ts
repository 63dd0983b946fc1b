import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import type { Instant, RecordedEvent } from '../events/envelope.ts';
import { complaintEvent, complaintStream } from './complaint-stream.ts';
import type { ComplaintStream } from './complaint-stream.ts';
import { readModel } from './read-model.ts';
import { deleteRows, loadRows, saveRows } from './rows.ts';

/** The inbox of second persons: decisions that were proposed and neither signed off, returned nor made void. */
type Waiting = ComplaintStream & {
  readonly proposal: number;
  readonly outcome: string;
  readonly remedy: string;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly letter_commitment: string;
  readonly proposed_by: string;
  readonly proposed_at: Instant;
};

type State = { readonly of: ComplaintStream; readonly waiting: Waiting | null };

const TABLE = 'read.sign_offs';

export const signOffs = readModel<State>({
  name: 'sign-offs',
  tables: [TABLE],
  initial: (stream) => {
    const of = complaintStream(stream);
    return of && { of, waiting: null };
  },
  evolve: (state, recorded) => {
    const waiting = waitingAfter(state, complaintEvent(recorded), recorded);
    return waiting === state.waiting ? state : { ...state, waiting };
  },
  load: async (transaction, streams) => {
    const rows = await loadRows<Waiting>(transaction, TABLE, streams);
    return new Map(
      rows.map((waiting) => {
        const { stream, institution, number } = waiting;
        return [stream, { of: { stream, institution, number }, waiting }];
      }),
    );
  },
  save: async (transaction, states) => {
    const rows = [...states.values()].flatMap(({ waiting }) => waiting ?? []);
    const gone = [...states].filter(([, { waiting }]) => waiting === null);
    await saveRows(transaction, TABLE, ['stream'], rows);
    await deleteRows(
      transaction,
      TABLE,
      gone.map(([stream]) => stream),
    );
  },
});

function waitingAfter(
  { of, waiting }: State,
  event: ComplaintEvent,
  { revision, meta }: RecordedEvent,
): Waiting | null {
  switch (event.type) {
    case 'DecisionProposed': {
      const { outcome, remedy, letter, by } = event.data;
      return {
        ...of,
        proposal: revision,
        outcome,
        remedy: remedy.kind,
        amount: remedy.money?.amount ?? null,
        currency: remedy.money?.currency ?? null,
        letter_commitment: letter.commitment,
        proposed_by: by,
        proposed_at: meta.occurredAt,
      };
    }
    case 'DecisionSignedOff':
    case 'DecisionReturned':
    case 'DecisionVoided':
    case 'CaseClosed':
      return null;
    case 'ComplaintWithdrawn':
      return event.data.goesOnFor === undefined ? null : waiting;
    default:
      return waiting;
  }
}
