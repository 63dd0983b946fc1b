import type { RemedyKind } from '../../events/complaint/decision-codes.ts';
import type { Instant, Position } from '../../events/envelope.ts';
import { dayOf } from '../../workflows/calendar.ts';
import type { Facts } from '../stated-facts.ts';

/** The time from a complaint's receipt, or from its reopening, to its end; a case that was never reopened has one. */
export type Spell = {
  /** None where the source of an import states a day only: the case's `receivedOn`. */
  readonly beganAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedBy: 'decision' | 'early-resolution' | 'without-decision' | 'withdrawal' | null;
  /** What was decided when it ended. */
  readonly outcome: string | null;
};

/** What puts a matter right, named by the event that promised it and its place there. */
export type KnownRemedy = {
  readonly decision: number;
  readonly place: number;
  readonly kind: RemedyKind;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly deliveredAt: Instant | null;
};

export type KnownLink = {
  readonly revision: number;
  readonly to: string;
  readonly as: string | null;
  readonly confirmed: boolean;
};

/** All that returns count of a case, as its events up to some position tell it; nothing personal, nothing sealed. */
export type KnownCase = {
  readonly source: string;
  readonly imported: boolean;
  /** The leading one and its overlays; none of an imported case that nobody has taken over. */
  readonly regimes: readonly string[];
  /** In which days are counted: that of the first clock. */
  readonly zone: string | null;
  readonly receivedAt: Instant | null;
  /** As the source of an import states it. */
  readonly statedReceivedOn: string | null;
  readonly sentOn: string | null;
  readonly channel: string | null;
  readonly origin: string | null;
  /** The regulators that passed it on or asked about it. */
  readonly regulators: readonly string[];
  readonly product: string | null;
  readonly cause: string | null;
  readonly right: string | null;
  readonly class: string | null;
  /** The unit that received it. */
  readonly branch: string | null;
  /** Nothing in it asserts a claim against the firm. */
  readonly isNone: boolean;
  readonly mergedInto: string | null;
  readonly links: readonly KnownLink[];
  readonly spells: readonly Spell[];
  /** The latest proposal, which a sign-off makes the decision. */
  readonly proposed: { readonly revision: number; readonly outcome: string } | null;
  readonly decided: string | null;
  readonly remedies: readonly KnownRemedy[];
  readonly facts: Facts | null;
  readonly narrative: { readonly characters: number; readonly lines: number } | null;
};

/** What one event made known of its case. */
export type Change = {
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Instant;
  readonly occurredAt: Instant;
  readonly type: string;
  readonly made: Partial<KnownCase>;
};

/** A case of which nothing is known yet. */
export const unknown: KnownCase = {
  source: '',
  imported: false,
  regimes: [],
  zone: null,
  receivedAt: null,
  statedReceivedOn: null,
  sentOn: null,
  channel: null,
  origin: null,
  regulators: [],
  product: null,
  cause: null,
  right: null,
  class: null,
  branch: null,
  isNone: false,
  mergedInto: null,
  links: [],
  spells: [],
  proposed: null,
  decided: null,
  remedies: [],
  facts: null,
  narrative: null,
};

export function knownAfter(changes: readonly Change[]): KnownCase {
  return Object.assign({}, unknown, ...changes.map(({ made }) => made)) as KnownCase;
}

/** The day it was received: as the source states it, or in the zone of its regime. */
export function receivedOn(known: KnownCase): string {
  const { statedReceivedOn, receivedAt } = known;
  return statedReceivedOn ?? (receivedAt === null ? '' : dayIn(known, receivedAt));
}

/** The calendar day of an instant, where the case is. */
export function dayIn({ zone }: KnownCase, instant: Instant): string {
  return dayOf(instant, zone ?? 'UTC');
}
