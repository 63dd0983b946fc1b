import type { EventLog } from '../../events/log/event-log.ts';
import { readWhole } from '../../events/log/read-whole.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';
import type { ComplaintState } from '../../workflows/complaint/state.ts';
import { standing } from '../../workflows/standing.ts';
import { readRowId } from './row-id.ts';
import type { RowName } from './row-id.ts';

/** A case as it is recorded, with the rows of files that spoke of it. */
export type KnownCase = {
  readonly state: ComplaintState;
  /** -1 when nothing is recorded. */
  readonly revision: number;
  readonly rows: readonly RowName[];
  /** Closed, and nothing of it is under way: nobody attends to it. */
  readonly rests: boolean;
};

export async function readKnownCase(log: EventLog, stream: string): Promise<KnownCase> {
  const { process, words } = complaintKind;
  const events = await readWhole(log, stream);
  const state = events.reduce(
    (before, event) => process.evolve(before, words.read(event), event.revision),
    process.initial,
  );
  const revision = events.length - 1;
  const { closed, errands, wakeAt } = standing(process, state, revision);
  return {
    // The process itself made this state; its own type is forgotten in `kind`.
    state: state as ComplaintState,
    revision,
    rows: events.flatMap(
      ({ meta, data }) => readRowId(meta.submission.id, data['snapshotOn']) ?? [],
    ),
    rests: closed && errands.length === 0 && wakeAt === undefined,
  };
}
