import { promised, withDisputedAgain } from './evolve-decision.ts';
import type { Changes } from './evolve.ts';
import type { ReviewState } from './review-state.ts';
import type { ComplaintState } from './state.ts';

/** The second instance; what it promises is owed like what the first one promised. */
export const reviewChanges: Changes<
  | 'ReviewRequested'
  | 'ReviewAssigned'
  | 'ReviewProposed'
  | 'ReviewVoided'
  | 'ReviewReturned'
  | 'ReviewSignedOff'
  | 'ReviewDecided'
  | 'ReviewTold'
> = {
  ReviewRequested: (state, { requestedAt, standsAgain }, revision) => {
    const { disputed } = state.decided;
    return {
      ...(standsAgain === undefined || disputed === null
        ? state
        : withDisputedAgain(state, disputed)),
      review: {
        ...{ revision, requestedAt, reviewer: null, unit: null },
        ...{ proposal: null, decided: null, told: false, telling: null },
      },
    };
  },
  ReviewAssigned: (state, { reviewer, unit }) => withReview(state, { reviewer, unit }),
  ReviewProposed: (state, { by, letter, outcome, remedies = [] }, revision) =>
    withReview(state, { proposal: { revision, by, letter, outcome, remedies } }),
  ReviewVoided: (state) => withReview(state, { proposal: null }),
  ReviewReturned: (state) => withReview(state, { proposal: null }),
  ReviewSignedOff: (state, { by, at }) => {
    const proposal = state.review?.proposal;
    if (proposal == null) return state;
    const { revision, letter, remedies } = proposal;
    const decided = { revision, letter, at, signedOffBy: by };
    return owing(withReview(state, { proposal: null, decided }), revision, remedies);
  },
  /** Of the time when a reviewer decided alone. */
  ReviewDecided: (state, { letter, remedies = [], at }, revision) =>
    owing(
      withReview(state, { decided: { revision, letter, at, signedOffBy: null } }),
      revision,
      remedies,
    ),
  ReviewTold: (state, { toldAt, channel, proof }) =>
    withReview(state, { told: true, telling: { toldAt, channel, deed: proof?.deed ?? null } }),
};

function withReview(state: ComplaintState, change: Partial<ReviewState>): ComplaintState {
  return { ...state, review: state.review && { ...state.review, ...change } };
}

function owing(
  state: ComplaintState,
  revision: number,
  remedies: Parameters<typeof promised>[1],
): ComplaintState {
  const { decided } = state;
  return {
    ...state,
    decided: { ...decided, remedies: [...decided.remedies, ...promised(revision, remedies)] },
  };
}
