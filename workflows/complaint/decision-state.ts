import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Deed, RemedyKind, TellingChannel } from '../../events/complaint/decision-codes.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Proposal } from './state.ts';

/** What a decision promised the complainant; named by the event that promised it and its place there. */
export type Promised = {
  readonly decision: number;
  readonly remedy: number;
  readonly kind: RemedyKind;
  /** Who recorded that it arrived, and when it did; `null` until then. */
  readonly deliveredBy: string | null;
  readonly deliveredAt: Instant | null;
  readonly checked: boolean;
};

/** When somebody was told, how, and by what deed it is shown, if it can be. */
export type ToldThisWay = {
  readonly toldAt: Instant;
  readonly channel: TellingChannel;
  readonly deed: Deed | null;
};

/** How a decision was told, and when it was accepted. */
type Telling = ToldThisWay & { readonly acceptedAt: Instant | null };

/** A decision that was told and is disputed since, with what it promised and nobody delivered. */
export type Disputed = {
  readonly at: Instant;
  readonly proposal: Proposal;
  readonly telling: Telling;
  readonly remedies: readonly Promised[];
};

/** One told before the decision told last: he disputed it, and another was told. */
export type ToldBefore = Telling & {
  readonly proposal: Pick<Proposal, 'revision' | 'signedOff'>;
  readonly disputedAt: Instant;
};

export type Agreed = Omit<EventData<'OtherwiseAgreed'>, 'evidence' | 'superseded'>;

/** What follows a decision that was signed off. */
export type DecisionState = {
  readonly remedies: readonly Promised[];
  /** Of the decision in force. */
  readonly telling: Telling | null;
  /** The one told last, until another is told. */
  readonly disputed: Disputed | null;
  readonly toldBefore: readonly ToldBefore[];
  /** It stands, and need not be told: nobody can be reached. */
  readonly excused: boolean;
  /** The regimes that excuse no telling: under these he is still to be told. */
  readonly stillToTell: readonly string[];
  readonly accepted: boolean;
  readonly agreed: readonly Agreed[];
  /** When the complaint was received, if another instant than the recorded one. */
  readonly receivedAt: Instant | null;
  /** When it was sent to the firm, and when the regulator that sent it had received it, in the same way. */
  readonly sentToFirmAt: Instant | null;
  readonly regulatorReceivedAt: Instant | null;
};

export const nothingDecided: DecisionState = {
  remedies: [],
  telling: null,
  disputed: null,
  toldBefore: [],
  excused: false,
  stillToTell: [],
  accepted: false,
  agreed: [],
  receivedAt: null,
  sentToFirmAt: null,
  regulatorReceivedAt: null,
};
