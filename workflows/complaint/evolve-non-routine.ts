import type { Changes } from './evolve.ts';
import type { Marking } from './non-routine-state.ts';
import type { ComplaintState } from './state.ts';

/** Markers in force, with the steps that were done; one that was lifted is gone. */
export const nonRoutineChanges: Changes<
  | 'NonRoutineMarked'
  | 'NonRoutineConfirmed'
  | 'NonRoutineLifted'
  | 'NonRoutineStepDone'
  | 'NonRoutineOverdue'
  | 'NonRoutineOverdueRevoked'
> = {
  NonRoutineMarked: (state, { marker, steps, suspicion, clock, by }, marking) =>
    withMarkings(state, (markings) => [
      ...markings,
      { marking, marker, steps, suspicion, clock, by, done: [], overdue: false },
    ]),
  NonRoutineConfirmed: (state, { marking }) =>
    withMarking(state, marking, () => ({ suspicion: false })),
  NonRoutineLifted: (state, { marking }) =>
    withMarkings(state, (markings) => markings.filter((one) => one.marking !== marking)),
  NonRoutineStepDone: (state, { marking, step }) =>
    withMarking(state, marking, ({ done }) => ({ done: [...done, step] })),
  NonRoutineOverdue: (state, { marking }) => withMarking(state, marking, () => ({ overdue: true })),
  NonRoutineOverdueRevoked: (state, { marking }) =>
    withMarking(state, marking, () => ({ overdue: false })),
};

function withMarking(
  state: ComplaintState,
  marking: number,
  change: (marking: Marking) => Partial<Marking>,
): ComplaintState {
  return withMarkings(state, (markings) =>
    markings.map((one) => (one.marking === marking ? { ...one, ...change(one) } : one)),
  );
}

function withMarkings(
  state: ComplaintState,
  change: (markings: readonly Marking[]) => readonly Marking[],
): ComplaintState {
  return { ...state, nonRoutine: { markings: change(state.nonRoutine.markings) } };
}
