import type { Changes } from './evolve.ts';
import type { ComplaintState } from './state.ts';

/** The proposal in force; a returned or voided one is gone. */
export const decisionChanges: Changes<
  'DecisionProposed' | 'DecisionSignedOff' | 'DecisionVoided' | 'DecisionReturned'
> = {
  DecisionProposed: (state, { by, letter }, revision) => ({
    ...state,
    proposal: { revision, by, letter, signedOff: null },
  }),
  DecisionSignedOff: (state, { by, at }) => ({
    ...state,
    proposal: state.proposal && { ...state.proposal, signedOff: { by, at } },
  }),
  DecisionVoided: withoutProposal,
  DecisionReturned: withoutProposal,
};

function withoutProposal(state: ComplaintState): ComplaintState {
  return { ...state, proposal: null };
}
