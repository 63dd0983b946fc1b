import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import { explainCount } from '../explain-count.ts';
import type { Language } from '../explain-count.ts';
import type { CountStep } from '../count-steps.ts';
import { ruleName } from './counting.ts';
import { evolve } from './evolve.ts';
import { explainCorrection } from './explain-correction.ts';
import { explainStop } from './explain-stop.ts';
import { nothing } from './state.ts';
import type { ComplaintState } from './state.ts';

/** Why a clock of a case stands as it does: every event that moved it, with each day's reason. */
export type ClockTimeline = {
  readonly clock: string;
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
  /** The due instant that holds after it. */
  readonly dueAt: string | null;
  readonly lastDay: string | null;
  readonly trace: readonly CountStep[];
  readonly explained: { readonly en: readonly string[]; readonly zh: readonly string[] };
};

/** An event of a complaint, in today's words, as it was recorded. */
export type Told = { readonly said: ComplaintEvent; readonly recorded: RecordedEvent };

/** From the events alone: nothing is counted again. */
export function timelineOf(events: readonly Told[]): readonly ClockTimeline[] {
  const clocks = new Map<string, ClockTimeline>();
  const corrections = new Map<number, EventData<'FactCorrected'>>();
  let bound = versionsOf(nothing);
  let state = nothing;
  for (const { said, recorded } of events) {
    if (said.type === 'FactCorrected') corrections.set(recorded.revision, said.data);
    state = evolve(state, said, recorded.revision);
    const versions = versionsOf(state);
    for (const name of concerned(said, bound, versions)) {
      const before = clocks.get(name) ?? begun(said);
      if (before === undefined) continue;
      const goesBy = versions.get(name) ?? before.version;
      const moment = momentOf(said, recorded, { ...before, goesBy }, (language) => [
        ...explainCorrection(said, corrections, language),
        ...explainStop(said, language, before.whose),
      ]);
      const { dueAt, lastDay, version } = moment;
      const moments = [...before.moments, moment];
      clocks.set(name, { ...before, version, dueAt, lastDay, moments });
    }
    bound = versions;
  }
  return [...clocks.values()];
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

function begun({ type, data }: ComplaintEvent): ClockTimeline | undefined {
  if (type !== 'ClockStarted' && type !== 'ClockWaits') return undefined;
  const { clock, regime, version, zone, limit, metBy, orMetBy = [] } = data;
  const whose: ClockTimeline['whose'] = data.whose ?? 'firm';
  const rule = { clock, regime, version, zone, limit, whose, metBy, orMetBy };
  return { ...rule, dueAt: null, lastDay: null, moments: [] };
}

function momentOf(
  said: ComplaintEvent,
  { revision, meta }: RecordedEvent,
  before: ClockTimeline & { readonly goesBy: string },
  why: (language: Language) => readonly string[],
): ClockMoment {
  const { type, data } = said;
  // What makes a new promise has these fields; of the others only some.
  const { article = null, mark = null, ...promise } = data as Partial<EventData<'ClockExtended'>>;
  const { trace = [] } = promise;
  const moved = promise.trace !== undefined;
  // A date that no event counted anew stands by the version that counted it.
  const isDecided = moved || type === 'ClockPaused' || before.dueAt === null;
  return {
    version: isDecided ? before.goesBy : before.version,
    ...{ revision, event: type, occurredAt: meta.occurredAt, by: meta.actor.id, article, mark },
    datum: mark === null ? null : datumOf(said),
    dueAt: moved ? (promise.dueAt ?? null) : before.dueAt,
    lastDay: moved ? (promise.lastDay ?? null) : before.lastDay,
    trace,
    explained: {
      en: [...explainCount(trace, 'en'), ...why('en')],
      zh: [...explainCount(trace, 'zh'), ...why('zh')],
    },
  };
}

/** Null for a promise that rests on no datum of a clock: agreed on, or set by a regulator. */
function datumOf({ type, data }: ComplaintEvent): string | null {
  if (type === 'RegimeVersionAdopted') return 'transition';
  if (!('clock' in data) || typeof data.clock !== 'string') return null;
  if (type === 'ClockPaused') return `pauses.${data.pause}`;
  if (type === 'ClockMoved' && data.because === 'agreed-otherwise') return 'agreedOtherwise';
  if (type === 'OtherwiseAgreed') return 'agreedOtherwise';
  const clock = `clocks.${ruleName(data.clock)}`;
  if (type === 'ClockRestarted' && data.because === 'started-again') return `${clock}.restarts`;
  if (type === 'ClockStarted' && data.promisedOn !== undefined) return `${clock}.promised`;
  return type === 'ClockExtended' ? `${clock}.extensions.${data.step}` : clock;
}
