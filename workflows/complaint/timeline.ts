import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant, RecordedEvent, Text } from '../../events/envelope.ts';
import { startsOf } from '../../regimes/clock.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { explainCount } from '../explain-count.ts';
import type { Language } from '../explain-count.ts';
import type { CountStep } from '../count-steps.ts';
import { causeAfter } from './cause-of-stop.ts';
import type { Cause } from './cause-of-stop.ts';
import { ruleName } from './counting.ts';
import { datumOfEvent } from './datum-of-clock.ts';
import { evolve } from './evolve.ts';
import {
  begunBy,
  datumOfDispute,
  disputeAfter,
  explainAgain,
  explainEarlier,
} from './explain-again.ts';
import type { Dispute } from './explain-again.ts';
import { explainCorrection, explainUnbegun } from './explain-correction.ts';
import { explainDeadline } from './explain-deadline.ts';
import { endOfCase } from './explain-end.ts';
import { explainStep } from './explain-step.ts';
import { explainStop } from './explain-stop.ts';
import { sentToFirmAtOf } from './forwardings.ts';
import { earlierOf, isOfEarlier } from './of-earlier.ts';
import { rulesCounted } from './rules-counted.ts';
import type { CountedRule } from './rules-counted.ts';
import type { Start } from '../start-words.ts';
import { nothing, receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/** Why a clock of a case stands as it does: every event that moved it, with each day's reason. */
export type ClockTimeline = {
  readonly clock: string;
  /** What its regime calls it; null where that is not at hand. */
  readonly title: Text | null;
  readonly regime: string;
  /** By which its date was counted; while it waits for a calendar, by which it will be. */
  readonly version: string;
  readonly zone: string;
  readonly limit: 'legal' | 'target';
  /** Who has to act in time; what is not the firm’s it never breaches. */
  readonly whose: 'firm' | 'complainant' | 'regulator';
  /** What must happen for it to stop. */
  readonly metBy: readonly string[];
  /** Or, in their stead. */
  readonly orMetBy: readonly string[];
  /** Null while it waits for a calendar. */
  readonly dueAt: string | null;
  readonly lastDay: string | null;
  readonly moments: readonly ClockMoment[];
};

export type ClockMoment = {
  readonly revision: number;
  readonly event: string;
  readonly occurredAt: string;
  readonly by: string;
  /** Of the regime, by which the date was counted that holds after it, or this event itself was decided. */
  readonly version: string;
  readonly article: string | null;
  /** How sure the rule is: V, S, M or P. */
  readonly mark: string | null;
  /** The path of the regime's datum that decided, such as `clocks.decide.extensions.complex`. */
  readonly datum: string | null;
  /** What else counted: how days are counted, the calendar, a pause that is over, a step, a repeat. */
  readonly restsOn: readonly CountedRule[];
  /** What it counts from, any of these; empty where the event counted nothing, or its regime is not at hand. */
  readonly startsWith: readonly Start[];
  /** The due instant that holds after it. */
  readonly dueAt: string | null;
  readonly lastDay: string | null;
  readonly trace: readonly CountStep[];
  readonly explained: { readonly en: readonly string[]; readonly zh: readonly string[] };
};

/** An event of a complaint, in today's words, as it was recorded. */
export type Told = { readonly said: ComplaintEvent; readonly recorded: RecordedEvent };

/** What a regime says beside the events: titles, what starts a clock, and the rules by which its days are counted. */
export type Shelf = Pick<RuleBook, 'regime'>;

/**
 * From the events alone: nothing is counted again. `shelf` has the regimes under which the clocks ran; what is not on
 * it is told by its code.
 */
export function timelineOf(
  events: readonly Told[],
  shelf: Shelf = { regime: () => undefined },
): readonly ClockTimeline[] {
  const clocks = new Map<string, ClockTimeline>();
  const corrections = new Map<number, EventData<'FactCorrected'>>();
  const pauses = new Map<string, EventData<'ClockPaused'>>();
  const breaches = new Map<string, Instant>();
  let dispute: Dispute | undefined;
  let cause: Cause | undefined;
  let bound = versionsOf(nothing);
  let state = nothing;
  for (const { said, recorded } of events) {
    keep({ said, recorded }, { corrections, pauses, breaches });
    dispute = disputeAfter(dispute, said);
    cause = causeAfter(cause, said, recorded.meta);
    const was = state;
    state = evolve(was, said, recorded.revision);
    const versions = versionsOf(state);
    for (const name of concerned(said, bound, versions)) {
      const known = clocks.get(name);
      const before = begun(said, shelf, known?.moments) ?? known;
      if (before === undefined) continue;
      const again = begunBy(said, known, dispute);
      const earlier = earlierOf(state, said);
      const goesBy = earlier?.version ?? versions.get(name) ?? before.version;
      const regime = shelf.regime(before.regime, {
        version: versionAt(said, { ...before, goesBy }),
      });
      const stopping = { ...before, cause };
      const end = endOfCase(cause, before.regime);
      const breach = { breached: breaches.get(name), end };
      const starts = startsOfCount(said, name, { regime, state });
      const moment = momentOf(said, recorded, { ...before, goesBy }, starts, (language) => [
        ...explainUnsent(starts, name, regime, language),
        ...explainStep(said, regime, language),
        ...explainCorrection(said, corrections, language),
        ...explainUnbegun(said, was, language),
        ...explainStop(said, language, stopping),
        ...explainDeadline(said, language, breach),
        ...explainAgain(again, language),
        ...explainEarlier(earlier, language),
      ]);
      const restsOn = rulesCounted(said, name, regime, pauses);
      const { dueAt, lastDay, version } = earlier === undefined ? moment : before;
      const datum = again === undefined ? moment.datum : datumOfDispute(again, regime);
      const moments = [...before.moments, { ...moment, datum, restsOn }];
      clocks.set(name, { ...before, version, dueAt, lastDay, moments });
    }
    bound = versions;
  }
  return [...clocks.values()];
}

/** What later events of a clock may rest on. */
type Kept = {
  readonly corrections: Map<number, EventData<'FactCorrected'>>;
  readonly pauses: Map<string, EventData<'ClockPaused'>>;
  readonly breaches: Map<string, Instant>;
};

function keep({ said, recorded }: Told, { corrections, pauses, breaches }: Kept): void {
  const { type, data } = said;
  if (type === 'FactCorrected') corrections.set(recorded.revision, data);
  if (type === 'ClockPaused') pauses.set(`${data.clock} ${data.pause}`, data);
  if (type === 'DeadlineBreached' && !isOfEarlier(said)) breaches.set(data.clock, data.dueAt);
}

type Versions = ReadonlyMap<string, string>;

function versionsOf({ clocks, waiting }: ComplaintState): Versions {
  return new Map([...clocks, ...waiting].map(({ name, version }) => [name, version]));
}

/** The clocks that an event says something of: its own, or those that a version it adopts takes over. */
function concerned({ type, data }: ComplaintEvent, before: Versions, after: Versions) {
  if (type === 'RegimeVersionAdopted')
    return [...after].flatMap(([name, version]) => (before.get(name) === version ? [] : [name]));
  return 'clock' in data && typeof data.clock === 'string' ? [data.clock] : [];
}

/** A clock as it begins, for the first time or once more by another rule: what it was before stays in its moments. */
function begun(
  { type, data }: ComplaintEvent,
  shelf: Shelf,
  moments: ClockTimeline['moments'] = [],
): ClockTimeline | undefined {
  if (type !== 'ClockStarted' && type !== 'ClockWaits') return undefined;
  const { clock, regime, version, zone, limit, metBy, orMetBy = [] } = data;
  const whose: ClockTimeline['whose'] = data.whose ?? 'firm';
  const rule = { clock, regime, version, zone, limit, whose, metBy, orMetBy };
  const clocks = shelf.regime(regime, { version })?.clocks;
  const title = clocks?.find(({ name }) => name === ruleName(clock))?.title ?? null;
  return { ...rule, title, dueAt: null, lastDay: null, moments };
}

type GoingBy = ClockTimeline & { readonly goesBy: string };

/** A date that no event counted anew stands by the version that counted it. */
function versionAt({ type, data }: ComplaintEvent, { goesBy, version, dueAt }: GoingBy): string {
  return 'trace' in data || type === 'ClockPaused' || dueAt === null ? goesBy : version;
}

/** What an event counted from; nothing where it counted nothing, or only on from where the clock stood. */
function startsOfCount(
  { type, data }: ComplaintEvent,
  name: string,
  { regime, state }: { readonly regime: Regime | undefined; readonly state: ComplaintState },
): readonly Start[] {
  const counted = 'trace' in data && data.trace.some(({ step }) => COUNTED_ANEW.includes(step));
  if (!counted) return [];
  if (type === 'ClockRestarted' && data.because === 'new-facts') return ['new-facts'];
  // It counts from when the decision reached him, not from when he was told; a sentence of its own says so.
  if (type === 'ClockMoved' && data.because === 'decision-received') return [];
  const rule = regime?.clocks.find((one) => one.name === ruleName(name));
  const running = state.clocks.find((clock) => clock.name === name);
  const from = 'startsAt' in data ? data.startsAt : running?.startsAt;
  if (rule === undefined || from === undefined) return [];
  const starts = startsOf(rule);
  if (starts.includes('sent-to-firm') && isUnsent(state)) return ['received'];
  if (!starts.includes('received') || from === receivedAtOf(state)) return starts;
  // It began anew since, or was begun by hand of another rule, which the regime’s own word does not say.
  return state.intake.factsAt.includes(from) ? ['new-facts'] : [];
}

/** Nothing on record says when the complaint was sent to the firm: it counts as if that was when it was received. */
function isUnsent(state: ComplaintState): boolean {
  return sentToFirmAtOf(state) === null && (state.imported?.sentOn ?? null) === null;
}

/** That a clock counts from the receipt, of which its rule does not speak. */
function explainUnsent(
  starts: readonly Start[],
  name: string,
  regime: Regime | undefined,
  language: Language,
): readonly string[] {
  const rule = regime?.clocks.find((one) => one.name === ruleName(name));
  if (rule === undefined || !starts.includes('received') || startsOf(rule).includes('received'))
    return [];
  return language === 'en'
    ? ['When it was sent to the firm is not on record: it counts from when it was received.']
    : ['投诉何时转送机构未予登记，故自收到投诉时起算。'];
}

const COUNTED_ANEW: readonly CountStep['step'][] = ['length', 'total'];

function momentOf(
  said: ComplaintEvent,
  { revision, meta }: RecordedEvent,
  before: GoingBy,
  startsWith: readonly Start[],
  why: (language: Language) => readonly string[],
): Omit<ClockMoment, 'restsOn'> {
  const { type, data } = said;
  // What makes a new promise has these fields; of the others only some.
  const { article = null, mark = null, ...promise } = data as Partial<EventData<'ClockExtended'>>;
  const { trace = [] } = promise;
  const moved = promise.trace !== undefined && !isOfEarlier(said);
  return {
    version: versionAt(said, before),
    startsWith,
    ...{ revision, event: type, occurredAt: meta.occurredAt, by: meta.actor.id, article, mark },
    datum: mark === null ? null : datumOfEvent(said),
    dueAt: moved ? (promise.dueAt ?? null) : before.dueAt,
    lastDay: moved ? (promise.lastDay ?? null) : before.lastDay,
    trace,
    explained: {
      en: [...explainCount(trace, 'en', startsWith), ...why('en')],
      zh: [...explainCount(trace, 'zh', startsWith), ...why('zh')],
    },
  };
}
