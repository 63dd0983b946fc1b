import { BY_LETTER } from '../../events/complaint/decision-codes.ts';
import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Disputed, Promised } from './decision-state.ts';
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
  DecisionVoided: (state) => withoutProposal(state),
  DecisionReturned: (state) => withoutProposal(state),
  DecisionAccepted: (state, { acceptedAt }) => {
    const { telling } = state.decided;
    return {
      ...state,
      decided: { ...state.decided, accepted: true, telling: telling && { ...telling, acceptedAt } },
    };
  },
  DecisionRejected: (state, { rejectedAt: at }) => withDisputed(state, at),
  RemedyDelivered: (state, { decision, remedy, deliveredAt, by }) =>
    withRemedy(state, decision, remedy, { deliveredBy: by, deliveredAt }),
  RemedyChecked: (state, { decision, remedy, found }) =>
    withRemedy(state, decision, remedy, found === 'delivered' ? { checked: true } : NOT_DELIVERED),
};

const NOT_DELIVERED = { deliveredBy: null, deliveredAt: null, checked: false } as const;

/** What a decision promises beyond its letter. */
export function promised(
  decision: number,
  remedies: readonly { readonly kind: Promised['kind'] }[],
): readonly Promised[] {
  return remedies.flatMap(({ kind }, remedy) =>
    BY_LETTER.includes(kind) ? [] : [{ decision, remedy, kind, ...NOT_DELIVERED }],
  );
}

/** Another round begins: nothing of the decision that was told is told or promised any more. */
export function withDisputed(state: ComplaintState, at: Instant): ComplaintState {
  const { decided, proposal } = state;
  const { telling } = decided;
  const without = withoutProposal(state);
  const disputed =
    proposal === null || telling === null
      ? decided.disputed
      : { at, proposal, telling, remedies: decided.remedies.filter(isOwedBy(proposal)) };
  return { ...without, told: false, decided: { ...without.decided, disputed } };
}

/** The decision that was disputed stands once more, as it was told. */
export function withDisputedAgain(state: ComplaintState, disputed: Disputed): ComplaintState {
  const { proposal, telling, remedies } = disputed;
  const { decided } = state;
  return {
    ...state,
    proposal,
    told: true,
    decided: {
      ...{ ...decided, telling, disputed: null },
      remedies: [...decided.remedies, ...remedies],
    },
  };
}

function withoutProposal(state: ComplaintState): ComplaintState {
  const { decided, proposal } = state;
  const isOwed = isOwedBy(proposal);
  return {
    ...state,
    proposal: null,
    decided: {
      ...{ ...decided, remedies: decided.remedies.filter((one) => !isOwed(one)), telling: null },
      ...{ excused: false, stillToTell: [], accepted: false },
    },
  };
}

function isOwedBy(proposal: Proposal | null): (remedy: Promised) => boolean {
  return ({ decision, deliveredBy }) => decision === proposal?.revision && deliveredBy === null;
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
