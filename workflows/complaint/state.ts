import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Box } from '../../events/personal.ts';
import type { Instant } from '../../events/envelope.ts';
import { nothingHandled } from './handling-state.ts';
import type { Handling } from './handling-state.ts';
import { nothingTakenIn } from './intake-state.ts';
import type { Intake } from './intake-state.ts';
import { routine } from './non-routine-state.ts';
import type { NonRoutine } from './non-routine-state.ts';

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
  readonly stopped: boolean;
  /** The pause in which it stands still. */
  readonly paused: { readonly pause: string; readonly pausedAt: Instant } | null;
};

/** A clock that cannot be counted before a calendar is published; `metAt` is when what it asks for was done. */
export type WaitingClock = Pick<
  CaseClock,
  'name' | 'regime' | 'version' | 'startsAt' | 'metBy' | 'orMetBy'
> & { readonly calendar: string; readonly metAt: Instant | null };

/** A letter on its way. `failed` waits for its next attempt, if there is one. */
export type LetterUnderWay = {
  readonly letter: EventData<'LetterOrdered'>['letter'];
  readonly about: number;
  readonly order: number;
  readonly attempt: number;
  readonly failed: boolean;
  readonly retryAt: Instant | null;
};

export type Proposal = {
  readonly revision: number;
  readonly by: string;
  readonly letter: Box;
  readonly signedOff: { readonly by: string; readonly at: Instant } | null;
};

export type PendingExtension = {
  readonly clock: string;
  readonly step: string;
  readonly by: string;
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
};

export const nothing: ComplaintState = {
  next: 0,
  status: 'none',
  received: null,
  imported: null,
  clocks: [],
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
};

/** From the moment the decision is on its way to the complainant, its facts and its sign-off stand. */
export function isBeingTold({ told, letters }: ComplaintState): boolean {
  return (
    told ||
    letters.some(
      ({ letter, failed, retryAt }) => letter === 'decision' && !(failed && retryAt === null),
    )
  );
}

/** The members of staff complained of: they take no part in the case. */
export function complainedOf({ received, imported }: ComplaintState): readonly string[] {
  return received?.staffComplainedOf ?? imported?.takenOver?.staffComplainedOf ?? [];
}
