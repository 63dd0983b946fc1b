import type { EventData } from '../../events/complaint/complaint-events.ts';

/** A marker in force; `marking` is the revision of the event that set it. */
export type Marking = Pick<
  EventData<'NonRoutineMarked'>,
  'marker' | 'steps' | 'suspicion' | 'clock' | 'by'
> & {
  readonly marking: number;
  /** Steps that were done. */
  readonly done: readonly string[];
  readonly overdue: boolean;
};

/** What is out of the ordinary about the case. */
export type NonRoutine = { readonly markings: readonly Marking[] };

export const routine: NonRoutine = { markings: [] };
