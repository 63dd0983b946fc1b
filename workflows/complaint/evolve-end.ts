import type { Changes } from './evolve.ts';
import type { ComplaintState } from './state.ts';

/** The end of a case, and how long it is kept from then on. */
export const endChanges: Changes<
  | 'ComplaintWithdrawn'
  | 'EndedWithoutDecision'
  | 'EndingTold'
  | 'TellingExcused'
  | 'CaseClosed'
  | 'RetentionBegun'
  | 'RetentionGroundRecorded'
  | 'LegalHoldPlaced'
  | 'LegalHoldLifted'
> = {
  ComplaintWithdrawn: (state, { withdrawnAt, goesOnFor }) => {
    const withdrawn = goingOn({ ...state, after: { ...state.after, withdrawnAt } }, goesOnFor);
    return goesOnFor === undefined
      ? { ...withoutTasks(withdrawn), status: 'withdrawn' }
      : withdrawn;
  },
  // Where it ends for all of its regimes the closing follows as an event of its own.
  EndedWithoutDecision: (state, { ground, at, untilTold, goesOnFor }, revision) => {
    const summary = ground === 'early-resolution' ? revision : null;
    const untold = untilTold === true ? { ending: revision, at, goesOn: goesOnFor ?? [] } : null;
    return goingOn({ ...state, after: { ...state.after, summary, untold } }, goesOnFor);
  },
  EndingTold: (state, { ending }) => ({
    ...state,
    after: { ...state.after, untold: null },
    letters: state.letters.filter(({ letter, about }) => letter !== 'ending' || about !== ending),
  }),
  TellingExcused: (state, { goesOnFor = [] }) => ({
    ...state,
    decided: { ...state.decided, excused: true, stillToTell: goesOnFor },
  }),
  CaseClosed: (state, { at = null }) => ({
    ...withoutTasks(state),
    status: 'closed',
    after: { ...state.after, closedAt: at },
  }),
  RetentionBegun: (state, begun) => ({ ...state, retention: { ...state.retention, begun } }),
  RetentionGroundRecorded: (state, { ground, at, by }) => ({
    ...state,
    retention: {
      ...state.retention,
      grounds: { ...state.retention.grounds, [ground]: { at, by } },
    },
  }),
  LegalHoldPlaced: (state, { by, reasons, at = null }, revision) => ({
    ...state,
    retention: {
      ...state.retention,
      holds: [...state.retention.holds, { revision, by, at, reasons }],
    },
  }),
  LegalHoldLifted: (state, { hold }) => ({
    ...state,
    retention: {
      ...state.retention,
      holds: state.retention.holds.filter(({ revision }) => revision !== hold),
    },
  }),
};

export function goingOn(
  state: ComplaintState,
  goesOnFor: readonly string[] | undefined,
): ComplaintState {
  return goesOnFor === undefined ? state : { ...state, after: { ...state.after, goesOnFor } };
}

/** Nobody waits any longer for what was asked of a unit, or of a second person, for a case that has ended. */
function withoutTasks(state: ComplaintState): ComplaintState {
  const { handling, intake } = state;
  return {
    ...state,
    handling: { ...handling, tasks: [] },
    intake: { ...intake, unconfirmed: [] },
  };
}
