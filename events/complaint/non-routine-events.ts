import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';

const limit = z.enum(['legal', 'target']);
const origin = { article: z.string(), mark: z.string() };

/** What is out of the ordinary about a complaint, and what is done about it. */
export const nonRoutineEvents = {
  /** A marker's promise as it was made; data that change later never rewrite it. Its code is one of the regime's. */
  NonRoutineMarked: z.strictObject({
    marker: codeAsRecorded,
    because: z.enum(['rule', 'person']),
    reasons: box.optional(),
    steps: z.array(codeAsRecorded),
    tell: codeAsRecorded,
    /** It is a suspicion until a second person confirms it. */
    suspicion: z.boolean(),
    clock: z.strictObject({ dueAt: instant, metBy: codeAsRecorded, limit, ...origin }).nullable(),
    ...origin,
    by: staffAsRecorded,
  }),
  NonRoutineConfirmed: z.strictObject({ marking: revision, by: staffAsRecorded }),
  NonRoutineLifted: z.strictObject({ marking: revision, reasons: box, by: staffAsRecorded }),
  NonRoutineStepDone: z.strictObject({
    marking: revision,
    step: codeAsRecorded,
    doneAt: instant,
    note: box.optional(),
    by: staffAsRecorded,
  }),
  NonRoutineOverdue: z.strictObject({
    marking: revision,
    step: codeAsRecorded,
    dueAt: instant,
    limit,
    ...origin,
  }),
  /** The step was done in time and recorded late. */
  NonRoutineOverdueRevoked: z.strictObject({
    marking: revision,
    dueAt: instant,
    because: z.literal('done-in-time-recorded-late'),
  }),
} as const;
