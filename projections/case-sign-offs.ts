import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import { statedOutcome } from './stated-facts.ts';
import type { Facts } from './stated-facts.ts';

/** What the board shows of sign-offs, and what its fold remembers of them. */
export type SignOffColumns = {
  readonly closed: boolean;
  readonly outcome: string | null;
  /** At either instance. */
  readonly awaiting_sign_off: boolean;
  readonly review_awaits_sign_off: boolean;
  readonly facts: Facts | null;
  readonly proposal: { readonly outcome: string; readonly signedOff: boolean } | null;
};

type Changed = Partial<Omit<SignOffColumns, 'closed' | 'facts'>>;

/** What a proposal, its sign-off or its end changes, at first instance or by a review. */
export function signOffChanges(state: SignOffColumns, event: ComplaintEvent): Changed {
  switch (event.type) {
    case 'DecisionProposed':
      return proposalChanges(state, { outcome: event.data.outcome, signedOff: false });
    case 'DecisionSignedOff':
      return proposalChanges(state, state.proposal && { ...state.proposal, signedOff: true });
    case 'DecisionReturned':
    case 'DecisionVoided':
    case 'DecisionRejected':
    case 'CaseReopened':
      return proposalChanges(state, null);
    case 'ReviewRequested': {
      const { standsAgain } = event.data;
      return standsAgain === undefined
        ? {}
        : proposalChanges(state, { outcome: standsAgain.outcome, signedOff: true });
    }
    case 'ReviewProposed':
      return reviewChanges(state, true);
    case 'ReviewSignedOff':
    case 'ReviewReturned':
    case 'ReviewVoided':
      return reviewChanges(state, false);
    case 'ComplaintWithdrawn':
      return event.data.goesOnFor === undefined ? { awaiting_sign_off: false } : {};
    case 'CaseClosed':
      // A review goes on when its case is closed.
      return { awaiting_sign_off: state.review_awaits_sign_off };
    default:
      return {};
  }
}

function proposalChanges(
  { facts, review_awaits_sign_off }: SignOffColumns,
  proposal: SignOffColumns['proposal'],
): Changed {
  const outcome = proposal?.signedOff === true ? proposal.outcome : statedOutcome(facts);
  return { proposal, outcome, awaiting_sign_off: waits(proposal) || review_awaits_sign_off };
}

function reviewChanges({ closed, proposal }: SignOffColumns, reviewWaits: boolean): Changed {
  return {
    review_awaits_sign_off: reviewWaits,
    awaiting_sign_off: reviewWaits || (!closed && waits(proposal)),
  };
}

function waits(proposal: SignOffColumns['proposal']): boolean {
  return proposal !== null && !proposal.signedOff;
}
