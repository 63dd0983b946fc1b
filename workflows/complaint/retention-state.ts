import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { RetentionGround } from '../../events/complaint/retention-events.ts';
import type { Box } from '../../events/personal.ts';

/** How long the case is kept. Nothing of it is deleted while a hold stands. */
export type RetentionState = {
  /** With its end: the day, every term that applies, and what the rules hold it for; null while it is open. */
  readonly begun: EventData<'RetentionBegun'> | null;
  /** Those that people placed, each by the revision that did; before they said when, `at` is null. */
  readonly holds: readonly {
    readonly revision: number;
    readonly by: string;
    readonly at: Instant | null;
    readonly reasons: Box;
  }[];
  /** What people told that terms wait for; of each the last word, and whose it was. */
  readonly grounds: {
    readonly [ground in RetentionGround]?: { readonly at: Instant; readonly by: string };
  };
};

export const nothingKept: RetentionState = { begun: null, holds: [], grounds: {} };
