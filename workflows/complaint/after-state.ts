import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';

/** What stands beside the handling of a case, or comes after it. Each revision is of the event that began it. */
export type AfterState = {
  readonly mediations: readonly {
    readonly revision: number;
    readonly appliedAt: Instant;
    /** When the complainant had agreed to it, where he had to. */
    readonly agreedAt: Instant | null;
    readonly ended: boolean;
    readonly endedAt: Instant | null;
  }[];
  readonly referrals: readonly {
    readonly revision: number;
    readonly forum: EventData<'CaseReferred'>['forum'];
    readonly referredAt: Instant;
    readonly decided: boolean;
  }[];
  readonly regulatorRequests: readonly {
    readonly revision: number;
    readonly receivedAt: Instant;
    /** When the regulator had received what it passed on by it. */
    readonly regulatorReceivedAt: Instant | null;
    readonly replyBy: Instant | null;
    readonly clock: string | null;
    readonly repliedAt: Instant | null;
  }[];
  /** When a delay was last explained in this round of handling, and when the letter of it last went out. */
  readonly delayExplainedAt: Instant | null;
  readonly delaySentAt: Instant | null;
  /** The days of the answer that such letters name, by the revision of the explanation; and which went out last. */
  readonly promised: readonly { readonly letter: number; readonly on: string }[];
  readonly delaySent: number | null;
  readonly progressTold: boolean;
  readonly reopened: boolean;
  /** The ending that a summary tells of in the decision's stead. */
  readonly summary: number | null;
  /** An ending for which clocks run until it was told; `goesOn` are the regimes for which the case does. */
  readonly untold: {
    readonly ending: number;
    readonly at: Instant;
    readonly goesOn: readonly string[];
  } | null;
  /** Withdrawn, though the case may stay open for regimes that know no withdrawal. */
  readonly withdrawnAt: Instant | null;
  /** The regimes that a case is open for after it has ended for others; null while it is for all. */
  readonly goesOnFor: readonly string[] | null;
  /** The closing that stands, and the survey about it. */
  readonly closedAt: Instant | null;
  readonly survey: {
    readonly revision: number;
    readonly at: Instant;
    readonly answered: boolean;
  } | null;
};

export const nothingAfter: AfterState = {
  mediations: [],
  referrals: [],
  regulatorRequests: [],
  delayExplainedAt: null,
  delaySentAt: null,
  promised: [],
  delaySent: null,
  progressTold: false,
  reopened: false,
  summary: null,
  untold: null,
  withdrawnAt: null,
  goesOnFor: null,
  closedAt: null,
  survey: null,
};
