import type { Instant } from '../../events/envelope.ts';
import { added, addedAt, changed, register } from './register.ts';
import type { Entries } from './register.ts';

type Marking = {
  readonly marker: string;
  readonly because: 'rule' | 'person';
  readonly article: string;
  readonly mark: string;
  readonly raisedBy: string;
  readonly confirmedBy: string | null;
  readonly liftedBy: string | null;
  /** What is to be done about it, and what of that is done. */
  readonly steps: readonly string[];
  readonly done: readonly string[];
  readonly dueAt: Instant | null;
  readonly overdue: boolean;
};

/** Complaints out of the ordinary (非常规投诉): who marked them, on what ground, and what was done about it. */
export const nonRoutine = register<Marking>({
  title: { en: 'Complaints out of the ordinary', zh: '非常规投诉登记' },
  states: ['suspected', 'marked', 'confirmed', 'lifted'],
  columns: [
    ...(['marker', 'because', 'raisedBy', 'confirmedBy', 'liftedBy', 'steps', 'done'] as const),
    ...(['dueAt', 'overdue', 'article', 'mark'] as const),
  ],
  changes: {
    NonRoutineMarked: (entries, data, occasion) => {
      const { marker, because, article, mark, steps, suspicion, clock, by } = data;
      const later = { confirmedBy: null, liftedBy: null, done: [], overdue: false };
      const marked = { marker, because, article, mark, raisedBy: by, steps };
      const details = { ...marked, ...later, dueAt: clock?.dueAt ?? null };
      return added(entries, occasion, { state: suspicion ? 'suspected' : 'marked', details });
    },
    NonRoutineConfirmed: (entries, { marking, by }) =>
      changed(entries, addedAt(marking), 'confirmed', { confirmedBy: by }),
    NonRoutineLifted: (entries, { marking, by }) =>
      changed(entries, addedAt(marking), 'lifted', { liftedBy: by }),
    NonRoutineStepDone: (entries, { marking, step }) => withDone(entries, marking, step),
    NonRoutineOverdue: (entries, { marking }) =>
      changed(entries, addedAt(marking), undefined, { overdue: true }),
    NonRoutineOverdueRevoked: (entries, { marking }) =>
      changed(entries, addedAt(marking), undefined, { overdue: false }),
  },
});

function withDone(entries: Entries<Marking>, marking: number, step: string): Entries<Marking> {
  const marked = entries.find(addedAt(marking));
  if (marked === undefined || marked.details.done.includes(step)) return entries;
  const done = [...marked.details.done, step];
  return changed(entries, addedAt(marking), undefined, { done });
}
