import { z } from 'zod';
import type { EventOf } from '../vocabulary.ts';
import { codeAsRecorded } from '../words.ts';

/** What was repaired where the log and the workflow engine did not agree, in a stream beside the case's. */

const drift = {
  /** How they differed. */
  drift: codeAsRecorded,
  /** What the log awaited: an instant, or the name of an errand. */
  awaits: z.string().max(400).nullable(),
  /** What the engine held. */
  holds: z.string().max(400).nullable(),
  cause: z.string().max(2_000),
};

const schemas = {
  /** Both agree again, after what was done. */
  DriftRepaired: z.strictObject({
    ...drift,
    by: z.enum(['look', 'restart', 'end']),
  }),
  /** Nothing that could be done helped. */
  DriftRemained: z.strictObject(drift),
} as const;

export const reconciliationEvents = {
  DriftRepaired: { version: 1, schema: schemas.DriftRepaired },
  DriftRemained: { version: 1, schema: schemas.DriftRemained },
} as const;

export type ReconciliationEvent = EventOf<typeof reconciliationEvents>;
