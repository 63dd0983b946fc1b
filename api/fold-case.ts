import { complaintKind } from '../workflows/complaint/complaint.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import type { Told } from '../workflows/complaint/timeline.ts';

/** A single case as it stands after all its events. */
export function foldCase(events: readonly Told[]): ComplaintState {
  const { process } = complaintKind;
  return events.reduce<unknown>(
    (state, { said, recorded }) => process.evolve(state, said, recorded.revision),
    process.initial,
  ) as ComplaintState;
}
