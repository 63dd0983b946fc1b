import { BY_LETTER } from '../../events/complaint/decision-codes.ts';
import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Promised } from './decision-state.ts';
import type { Changes } from './evolve.ts';
import type { ComplaintState, Proposal } from './state.ts';

/** The proposal in force; a returned or voided one is gone, and with it what it would have promised. */
export const decisionChanges: Changes<
  | 'DecisionProposed'
  | 'DecisionSignedOff'
  | 'DecisionVoided'
  | 'DecisionReturned'
  | 'DecisionAccepted'
  | 'DecisionRejected'
  | 'RemedyDelivered'
  | 'RemedyChecked'
> = {
  DecisionProposed: (state, data, revision) => ({ ...state, proposal: proposed(data, revision) }),
  DecisionSignedOff: (state, { by, at }) => {
    const { proposal, decided } = state;
    if (proposal === null) return state;
    const remedies = [...decided.remedies, ...promised(proposal.revision, proposal.remedies)];
    return {
      ...state,
      proposal: { ...proposal, signedOff: { by, at } },
      decided: { ...decided, remedies },
    };
  },
  DecisionVoided: withoutProposal,
  DecisionReturned: withoutProposal,
  DecisionAccepted: (state) => ({ ...state, decided: { ...state.decided, accepted: true } }),
  DecisionRejected: (state, data) => ({ ...withoutProposal(state, data), told: false }),
  RemedyDelivered: (state, { decision, remedy, by }) =>
    withRemedy(state, decision, remedy, { deliveredBy: by }),
  RemedyChecked: (state, { decision, remedy, found }) =>
    withRemedy(
      state,
      decision,
      remedy,
      found === 'delivered' ? { checked: true } : { deliveredBy: null, checked: false },
    ),
};

/** What a decision promises beyond its letter. */
export function promised(
  decision: number,
  remedies: readonly { readonly kind: Promised['kind'] }[],
): readonly Promised[] {
  return remedies.flatMap(({ kind }, remedy) =>
    BY_LETTER.includes(kind) ? [] : [{ decision, remedy, kind, deliveredBy: null, checked: false }],
  );
}

/** Also for the beginning of another round: nothing of the decision before is told or promised any more. */
export function withoutProposal(
  state: ComplaintState,
  _data?: EventData<'DecisionVoided' | 'DecisionReturned' | 'DecisionRejected'>,
): ComplaintState {
  const { decided, proposal } = state;
  const remedies = decided.remedies.filter(
    ({ decision, deliveredBy }) => decision !== proposal?.revision || deliveredBy !== null,
  );
  return {
    ...state,
    proposal: null,
    decided: {
      ...{ ...decided, remedies, telling: null },
      ...{ excused: false, stillToTell: [], accepted: false },
    },
  };
}

function proposed(
  { by, letter, outcome, remedy, remedies }: EventData<'DecisionProposed'>,
  revision: number,
): Proposal {
  return {
    revision,
    by,
    letter,
    outcome,
    amount: remedy.money ?? null,
    remedies: remedies ?? [remedy],
    signedOff: null,
  };
}

function withRemedy(
  state: ComplaintState,
  decision: number,
  remedy: number,
  change: Partial<Promised>,
): ComplaintState {
  const remedies = state.decided.remedies.map((one) =>
    one.decision === decision && one.remedy === remedy ? { ...one, ...change } : one,
  );
  return { ...state, decided: { ...state.decided, remedies } };
}
