import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Box } from '../../events/personal.ts';
import type { Instant } from '../../events/envelope.ts';
import type { ToldThisWay } from './decision-state.ts';

/** The result that waits for a second person; a returned or voided one is gone. */
export type ReviewProposal = {
  readonly revision: number;
  readonly by: string;
  readonly letter: Box;
  readonly outcome: EventData<'ReviewProposed'>['outcome'];
  readonly remedies: NonNullable<EventData<'ReviewProposed'>['remedies']>;
};

/** The second instance. `revision` is of the event that asked for it. */
export type ReviewState = {
  readonly revision: number;
  readonly requestedAt: Instant;
  readonly reviewer: string | null;
  readonly unit: string | null;
  readonly proposal: ReviewProposal | null;
  /** `revision` is of the event that holds the letter. */
  readonly decided: {
    readonly revision: number;
    readonly letter: Box;
    readonly at: Instant;
    /** Nobody in cases that were reviewed when a reviewer still decided alone. */
    readonly signedOffBy: string | null;
  } | null;
  readonly told: boolean;
  readonly telling: ToldThisWay | null;
};
