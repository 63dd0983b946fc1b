import type { ComplaintEvent, EventData } from '../events/complaint/complaint-events.ts';
import type { Instant, RecordedEvent } from '../events/envelope.ts';
import { totalOf } from '../workflows/complaint/money.ts';
import type { Money } from '../workflows/complaint/money.ts';
import { complaintEvent, complaintStream } from './complaint-stream.ts';
import type { ComplaintStream } from './complaint-stream.ts';
import { readModel } from './read-model.ts';
import { deleteRows, loadRows, saveRows } from './rows.ts';

/**
 * The inbox of second persons: what was proposed, at first instance or by a review, and neither signed off, returned
 * nor made void. A case has one at a time: while a review is open the first decision stands.
 */
type Waiting = ComplaintStream & {
  readonly instance: 'first' | 'review';
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
  const proposed = ({ letter, by }: Pick<EventData<'DecisionProposed'>, 'letter' | 'by'>) => ({
    ...{ ...of, proposal: revision, letter_commitment: letter.commitment },
    ...{ proposed_by: by, proposed_at: meta.occurredAt },
  });
  switch (event.type) {
    case 'DecisionProposed': {
      const { outcome, remedy } = event.data;
      const promised = { remedy: remedy.kind, money: remedy.money };
      return { ...proposed(event.data), ...paying(promised), instance: 'first', outcome };
    }
    case 'ReviewProposed': {
      const { outcome, remedies = [] } = event.data;
      return { ...proposed(event.data), ...paying(inOne(remedies)), instance: 'review', outcome };
    }
    case 'DecisionSignedOff':
    case 'DecisionReturned':
    case 'DecisionVoided':
    case 'ReviewSignedOff':
    case 'ReviewReturned':
    case 'ReviewVoided':
      return null;
    case 'ComplaintWithdrawn':
      return event.data.goesOnFor === undefined ? null : waiting;
    case 'CaseClosed':
      // A review goes on when its case is closed.
      return waiting?.instance === 'review' ? waiting : null;
    default:
      return waiting;
  }
}

type Remedies = NonNullable<EventData<'ReviewProposed'>['remedies']>;
type Promised = { readonly remedy: string; readonly money: Money | undefined };

/** Several remedies in one line: each kind once, and what they pay in all. */
function inOne(remedies: Remedies): Promised {
  const total = totalOf(remedies.flatMap(({ money }) => money ?? []));
  return {
    remedy: [...new Set(remedies.map(({ kind }) => kind))].join(', ') || 'none',
    money: total === undefined || 'mixed' in total ? undefined : total,
  };
}

function paying({ remedy, money }: Promised): Pick<Waiting, 'remedy' | 'amount' | 'currency'> {
  return { remedy, amount: money?.amount ?? null, currency: money?.currency ?? null };
}
