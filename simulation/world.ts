import { desk } from '../activities/desk.ts';
import type { DeskParts } from '../activities/desk.ts';
import type { Instant, Message, RecordedEvent } from '../events/envelope.ts';
import { memoryLog } from '../events/log/memory-log.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import type { CalendarOnShelf, RuleBookEntry } from '../regimes/rule-book.ts';
import type { Desk, Errand, Kind, Standing, Submission } from '../workflows/process.ts';
import type { Shelf } from '../workflows/replay/decide-again.ts';
import { standing } from '../workflows/standing.ts';
import { answerTo } from './answer-to.ts';
import type { Cast } from './cast.ts';
import { faultyLog } from './faulty-log.ts';
import type { FaultyLog } from './faulty-log.ts';
import { withNewVersion } from './new-version.ts';
import type { Acknowledged } from './record-laws.ts';
import { broke, frozen } from './state-laws.ts';
import type { BrokenLaw, LawParts } from './state-laws.ts';
import { termsOf } from './terms.ts';
import type { Terms } from './terms.ts';

/** What is simulated. `kind` and `openDesk` may be wrong ones, to see that the laws find it. */
export type Subject = {
  readonly kind: Kind;
  readonly shelf: readonly RuleBookEntry[];
  readonly calendars: readonly CalendarOnShelf[];
  readonly openDesk?: (parts: DeskParts) => Desk;
};

export type Counts = {
  events: number;
  commands: number;
  refused: number;
  breaches: number;
  faultsInjected: number;
  lawsChecked: number;
};

/** A case under way, as the simulation sees it: folded from the log by itself, beside the desks. */
export type World = {
  readonly subject: Subject;
  readonly cast: Cast;
  readonly terms: Terms;
  readonly parts: LawParts;
  /** The rules that the case lives under, with the version that comes while it lasts. */
  readonly shelf: Shelf;
  readonly log: FaultyLog;
  readonly desks: readonly [Desk, Desk];
  readonly events: RecordedEvent[];
  readonly submitted: Map<string, Submission[]>;
  readonly acknowledged: Acknowledged[];
  /** Submissions whose outcome their writers do not know, by salt. */
  readonly unsure: Set<number>;
  /** Submissions that say to have seen an older revision: never taken. */
  readonly outdated: Set<string>;
  /** Every errand that was ever listed, in order. */
  readonly errands: Errand<Message>[];
  readonly broken: BrokenLaw[];
  readonly counts: Counts;
  state: unknown;
  /** The last state that a submission left, at which the laws were looked. */
  rested: unknown;
  revision: number;
  now: Instant;
  standing: Standing;
};

export const STREAM = 'complaint-bank.000000000001';
const START: Instant = '2020-01-01T00:00:00.000Z';

export function openWorld(subject: Subject, cast: Cast): World {
  const { kind, calendars, openDesk = desk } = subject;
  const regimes = withNewVersion(subject.shelf, cast.newVersion);
  const shelf = [...regimes, ...calendars];
  const parts: LawParts = {
    kind,
    rules: (note) => ruleBook(shelf, note),
    answerTo,
  };
  const broken: BrokenLaw[] = [];
  let now = START;
  const log = faultyLog(memoryLog(() => new Date(now)));
  const deskParts: DeskParts = {
    log,
    kinds: new Map([[kind.process.name, kind]]),
    rules: parts.rules,
    casesKept: 1,
    report: (_stream, { what, error }) =>
      broken.push(broke('rule-holds', error === undefined ? what : `${what} ${reasonOf(error)}`)),
  };
  return {
    subject,
    cast,
    terms: termsOf(cast, regimes),
    ...{ parts, shelf },
    log,
    desks: [openDesk(deskParts), openDesk(deskParts)],
    events: [],
    submitted: new Map(),
    acknowledged: [],
    unsure: new Set(),
    outdated: new Set(),
    errands: [],
    broken,
    counts: { events: 0, commands: 0, refused: 0, breaches: 0, faultsInjected: 0, lawsChecked: 0 },
    ...{ state: frozen(kind.process.initial), rested: undefined },
    revision: -1,
    get now() {
      return now;
    },
    set now(instant) {
      now = instant;
    },
    standing: standing(kind.process, kind.process.initial, -1),
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something that is no error was thrown.';
}
