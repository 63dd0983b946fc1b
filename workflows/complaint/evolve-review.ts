import { promised } from './evolve-decision.ts';
import type { Changes } from './evolve.ts';

/** The second instance; what it promises is owed like what the first one promised. */
export const reviewChanges: Changes<
  'ReviewRequested' | 'ReviewAssigned' | 'ReviewDecided' | 'ReviewTold'
> = {
  ReviewRequested: (state, { requestedAt }, revision) => ({
    ...state,
    review: { revision, requestedAt, reviewer: null, unit: null, decided: null, told: false },
  }),
  ReviewAssigned: (state, { reviewer, unit }) => ({
    ...state,
    review: state.review && { ...state.review, reviewer, unit },
  }),
  ReviewDecided: (state, { letter, remedies = [], at }, revision) => ({
    ...state,
    review: state.review && { ...state.review, decided: { revision, letter, at } },
    decided: {
      ...state.decided,
      remedies: [...state.decided.remedies, ...promised(revision, remedies)],
    },
  }),
  ReviewTold: (state) => ({ ...state, review: state.review && { ...state.review, told: true } }),
};
