import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { LetterChannel } from '../../events/complaint/decision-codes.ts';
import type { Box } from '../../events/personal.ts';
import type { Instant } from '../../events/envelope.ts';
import { nothingHandled } from './handling-state.ts';
import type { Handling } from './handling-state.ts';
import { nothingTakenIn } from './intake-state.ts';
import type { Intake } from './intake-state.ts';
import { routine } from './non-routine-state.ts';
import type { NonRoutine } from './non-routine-state.ts';
import { nothingAfter } from './after-state.ts';
import type { AfterState } from './after-state.ts';
import { nothingDecided } from './decision-state.ts';
import type { DecisionState } from './decision-state.ts';
import { nobodyInvolved } from './involved.ts';
import type { Involved } from './involved.ts';
import { nothingKept } from './retention-state.ts';
import type { RetentionState } from './retention-state.ts';
import type { ReviewState } from './review-state.ts';

type Standstill = { readonly pause: string; readonly pausedAt: Instant };

/** A running or stopped clock, as its events said. `revision` is of the event that made its present promise. */
export type CaseClock = {
  readonly name: string;
  readonly regime: string;
  readonly version: string;
  readonly zone: string;
  readonly startsAt: Instant;
  readonly dueAt: Instant;
  readonly lastDay: string | null;
  /** The day that was counted to, before it moved off a holiday. */
  readonly countedTo: string | null;
  readonly limit: 'legal' | 'target';
  readonly metBy: readonly string[];
  /** Or, in their stead, all of these. */
  readonly orMetBy?: readonly string[] | undefined;
  /** A chance: when its time is over it lapses, and nothing is breached. */
  readonly whenMissed?: 'lapse' | undefined;
  /** Who has to act in time, where it is not the firm. */
  readonly whose?: 'complainant' | 'regulator' | undefined;
  /** The day that the letter which started it named: it is counted by nothing else. */
  readonly promisedOn?: string | undefined;
  /** The day with which both sides agreed that it ends. */
  readonly agreedOn: string | null;
  readonly article: string;
  readonly mark: string;
  readonly revision: number;
  /** What is still to come of them. */
  readonly warnings: readonly { readonly percent: number; readonly at: Instant }[];
  readonly ladder: readonly {
    readonly rank: string;
    readonly percent: number;
    readonly at: Instant;
  }[];
  /** The last step of the extension ladder that was taken. */
  readonly step: string | null;
  readonly breached: boolean;
  /** What was due by then was not done: of the breach that was recorded last, though it be revoked. */
  readonly breachedDueAt: Instant | null;
  readonly stopped: boolean;
  /** The pause in which it stands still. */
  readonly paused: Standstill | null;
  /** Other pauses that hold it as well: it runs on only when none is left. */
  readonly alsoPaused: readonly Standstill[];
  /** Those that are over. */
  readonly pauses: readonly { readonly pausedAt: Instant; readonly resumedAt: Instant }[];
  readonly stoppedAt: Instant | null;
  /** Its periods before new facts began it again, the first one first. */
  readonly before: readonly ClockPeriod[];
};

/** From where a clock counts, by which steps and pauses, and what holds it. */
export type ClockPeriod = {
  readonly [
    Of in 'startsAt' | 'step' | 'pauses' | 'paused' | 'alsoPaused' | 'agreedOn'
  ]: CaseClock[Of];
};

/** A pause of a clock that could not be counted; `resumedAt` is null while it goes on. */
export type PauseOfWaiting = Standstill & {
  readonly complainantToldAt?: Instant | undefined;
  readonly complainantAgreedAt?: Instant | undefined;
  readonly resumedAt: Instant | null;
};

/** A clock that cannot be counted before a calendar is published; `metAt` is when what it asks for was done. */
export type WaitingClock = Pick<
  CaseClock,
  'name' | 'regime' | 'version' | 'startsAt' | 'metBy' | 'orMetBy' | 'whenMissed' | 'whose'
> & {
  readonly calendar: string;
  readonly metAt: Instant | null;
  readonly pauses: readonly PauseOfWaiting[];
};

/** A letter on its way. `failed` waits for its next attempt, if there is one. */
export type LetterUnderWay = {
  readonly letter: EventData<'LetterOrdered'>['letter'];
  readonly about: number;
  readonly order: number;
  /** Where the order says it: of an acknowledgement that only its letter is. */
  readonly orderedAt?: Instant | undefined;
  readonly attempt: number;
  readonly channel: LetterChannel;
  /** He was told otherwise since, or both sides agreed on another form of notice: this letter tells nothing. */
  readonly superseded: boolean;
  readonly failed: boolean;
  readonly retryAt: Instant | null;
};

export type Proposal = {
  readonly revision: number;
  readonly by: string;
  readonly letter: Box;
  readonly outcome: EventData<'DecisionProposed'>['outcome'];
  /** All that it pays, in one currency. */
  readonly amount: { readonly amount: string; readonly currency: string } | null;
  readonly remedies: NonNullable<EventData<'DecisionProposed'>['remedies']>;
  readonly signedOff: { readonly by: string; readonly at: Instant } | null;
};

export type PendingExtension = {
  readonly clock: string;
  readonly step: string;
  readonly by: string;
  /** The revision of the request. */
  readonly request: number;
  /** What its notice is about, once it has its yes and waits for that to go out. */
  readonly notice: number | null;
  readonly grantedAt: Instant | null;
};

/** A case as its source last had it. */
export type ImportedCase = EventData<'CaseImported'> & {
  /** The day of the snapshot that said it, where that was a later one; `@…` for what is not among the facts. */
  readonly saidOn: { readonly [name: string]: string };
  /** What is known since a person took the case over; `revision` is of that event. */
  readonly takenOver: (EventData<'CaseTakenOver'> & { readonly revision: number }) | null;
};

export type ComplaintState = {
  /** The revision the next event will have. */
  readonly next: number;
  readonly status: 'none' | 'open' | 'withdrawn' | 'closed';
  readonly received: EventData<'ComplaintReceived'> | null;
  /** Instead of `received`, when the case came from elsewhere. */
  readonly imported: ImportedCase | null;
  readonly clocks: readonly CaseClock[];
  /** Stopped ones whose name another has since: a dispute began them anew. */
  readonly replaced: readonly CaseClock[];
  readonly waiting: readonly WaitingClock[];
  readonly acknowledged: boolean;
  /** The classification in force, and the revision of its event. */
  readonly classification: {
    readonly revision: number;
    readonly said: EventData<'ComplaintClassified'>;
  } | null;
  readonly handler: string | null;
  readonly findings: readonly number[];
  /** The proposal in force; a returned or voided one is gone. */
  readonly proposal: Proposal | null;
  readonly told: boolean;
  readonly extension: PendingExtension | null;
  /** The highest rank the case was raised to. */
  readonly raisedTo: string;
  readonly letters: readonly LetterUnderWay[];
  /** Links to other cases; until it is confirmed the other case is still asked. */
  readonly links: readonly {
    readonly revision: number;
    readonly to: string;
    readonly as: EventData<'CaseLinked'>['as'] | null;
    readonly confirmed: boolean;
  }[];
  readonly linkedFrom: readonly string[];
  readonly intake: Intake;
  readonly handling: Handling;
  readonly nonRoutine: NonRoutine;
  readonly involved: Involved;
  readonly decided: DecisionState;
  readonly review: ReviewState | null;
  readonly after: AfterState;
  readonly retention: RetentionState;
};

export const nothing: ComplaintState = {
  next: 0,
  status: 'none',
  received: null,
  imported: null,
  clocks: [],
  replaced: [],
  waiting: [],
  acknowledged: false,
  classification: null,
  handler: null,
  findings: [],
  proposal: null,
  told: false,
  extension: null,
  raisedTo: 'handler',
  letters: [],
  links: [],
  linkedFrom: [],
  intake: nothingTakenIn,
  handling: nothingHandled,
  nonRoutine: routine,
  involved: nobodyInvolved,
  decided: nothingDecided,
  review: null,
  after: nothingAfter,
  retention: nothingKept,
};

/** From the moment the decision is on its way to the complainant, its facts and its sign-off stand. */
export function isBeingTold(state: ComplaintState): boolean {
  const { told, proposal } = state;
  return (
    told ||
    (proposal !== null && isUnderWay(state, { letter: 'decision', about: proposal.revision }))
  );
}

/** Whether a letter is on its way, or waits for its next try, and still tells what it is about. */
export function isUnderWay(
  { letters }: ComplaintState,
  { letter, about }: Pick<LetterUnderWay, 'letter' | 'about'>,
): boolean {
  return letters.some(
    (one) =>
      one.letter === letter &&
      one.about === about &&
      !one.superseded &&
      !(one.failed && one.retryAt === null),
  );
}

/** The members of staff complained of: they take no part in the case. */
export function complainedOf({ received, imported }: ComplaintState): readonly string[] {
  return received?.staffComplainedOf ?? imported?.takenOver?.staffComplainedOf ?? [];
}

/** The regime the case is handled under, by name. */
export function regimeOf({ received, imported }: ComplaintState): string | undefined {
  return received?.regime ?? imported?.takenOver?.regime;
}

/** When the complaint was received, as far as it is known to the instant: a correction has the last word. */
export function receivedAtOf({ received, decided }: ComplaintState): Instant | null {
  return decided.receivedAt ?? received?.receivedAt ?? null;
}
