import type { Box } from '../../events/personal.ts';
import type { Instant } from '../../events/envelope.ts';

/** The second instance. `revision` is of the event that asked for it. */
export type ReviewState = {
  readonly revision: number;
  readonly requestedAt: Instant;
  readonly reviewer: string | null;
  readonly unit: string | null;
  /** `revision` is of the event that decided. */
  readonly decided: {
    readonly revision: number;
    readonly letter: Box;
    readonly at: Instant;
  } | null;
  readonly told: boolean;
};
