import type { Instant, RecordedEvent } from '../events/envelope.ts';
import type { RuleBook } from '../regimes/rule-book.ts';
import { isChance } from '../workflows/complaint/chances.ts';
import { running } from '../workflows/complaint/clocks.ts';
import { isInTime } from '../workflows/complaint/in-time.ts';
import { isAbove } from '../workflows/complaint/promise.ts';
import { LEADING, everHandled } from '../workflows/complaint/relations.ts';
import type { CaseClock, ComplaintState } from '../workflows/complaint/state.ts';
import { versionOf } from './new-version.ts';
import type { NewVersion } from './new-version.ts';
import { broke } from './state-laws.ts';
import type { BrokenLaw } from './state-laws.ts';

/** What every complaint keeps beyond the laws of all processes: promises, breaches, and somebody who looks after it. */

/** The state of a complaint, of which the engine knows no type. */
export function complaintOf(state: unknown): ComplaintState {
  return state as ComplaintState;
}

/** No told deadline moves, and none vanishes, without an event that names the clock and says the new instant. */
export function brokenPromises(
  before: ComplaintState,
  after: ComplaintState,
  { type, data, revision }: Pick<RecordedEvent, 'type' | 'data' | 'revision'>,
): readonly BrokenLaw[] {
  return before.clocks.flatMap((clock) => {
    const dueAt = after.clocks.find((one) => one.name === clock.name)?.dueAt;
    const isSaid = data['clock'] === clock.name && data['dueAt'] === dueAt;
    return dueAt === clock.dueAt || isSaid
      ? []
      : [
          broke(
            'promise-moves-silently',
            `${type} at revision ${revision} moved ${clock.name} from ${clock.dueAt} to ${dueAt ?? 'nowhere'}.`,
          ),
        ];
  });
}

/**
 * A clock stays bound to its regime's version unless that regime was adopted anew; what starts again after that starts
 * under the new one. A version that leaves running clocks as they are is never adopted.
 */
export function brokenBonds(
  before: ComplaintState,
  after: ComplaintState,
  { type, data, revision }: Pick<RecordedEvent, 'type' | 'data' | 'revision'>,
  coming: NewVersion | undefined,
): readonly BrokenLaw[] {
  const isAdoption = type === 'RegimeVersionAdopted';
  const known = [...before.clocks, ...before.waiting];
  const isAdopted = (regime: string, version: string): boolean =>
    coming !== undefined &&
    version === versionOf(coming) &&
    (isAdoption
      ? data['regime'] === regime && data['after'] === version
      : known.some((clock) => clock.regime === regime && clock.version === version));
  const rebound = [...after.clocks, ...after.waiting].filter(
    ({ name, regime, version }) =>
      known.some((clock) => clock.name === name && clock.version !== version) &&
      !isAdopted(regime, version),
  );
  return [
    ...rebound.map(({ name }) =>
      broke('version-bound', `${type} at revision ${revision} moved ${name} to another version.`),
    ),
    ...(isAdoption && coming?.running !== 'move'
      ? [broke('version-bound', `Revision ${revision} adopts a version that moves nothing.`)]
      : []),
  ];
}

/** One telling of the decision meets what every regime over the case asks to be told. */
export function untoldRegimes(state: ComplaintState): readonly BrokenLaw[] {
  if (!state.told) return [];
  return running(state)
    .filter(
      ({ metBy }) => metBy.includes('told') && metBy.every((one) => MET_BY_TELLING.includes(one)),
    )
    .map(({ name, regime }) =>
      broke('telling-meets-all', `The decision is told, and ${name} of ${regime} runs on.`),
    );
}
const MET_BY_TELLING: readonly string[] = ['decided', 'told'];

/** No review is signed off by who proposed it or took part before, and none is told that nobody signed off. */
export function reviewedAlone(
  { review, involved }: ComplaintState,
  { type, data, revision }: Pick<RecordedEvent, 'type' | 'data' | 'revision'>,
): readonly BrokenLaw[] {
  const by = data['by'];
  const others = [review?.reviewer, review?.proposal?.by, ...involved.persons];
  const isAlone =
    (type === 'ReviewSignedOff' && others.includes(typeof by === 'string' ? by : null)) ||
    (type === 'ReviewTold' && review?.decided?.signedOffBy == null);
  return isAlone
    ? [broke('review-by-two', `${type} at revision ${revision} rests on one person alone.`)]
    : [];
}

type Observed = Pick<RecordedEvent, 'type' | 'data' | 'meta' | 'revision'>;

/**
 * No clock has more time by facts that only somebody recorded who handles or ever handled the case, nor by his own yes.
 * No breach is undone by facts that anybody recorded whom nobody confirmed, nor by anything else that is not said by
 * somebody who leads and never handled the case; nor does anybody pause clocks of a case that is or was his own.
 * `known` are the events up to this one.
 */
export function restartedAlone(
  state: ComplaintState,
  event: Observed,
  known: readonly Observed[],
): readonly BrokenLaw[] {
  const { type, data, meta, revision } = event;
  const { id, role } = meta.actor;
  const isByFacts = data['because'] === 'new-facts';
  const isUndone = type === 'BreachRevoked' || type === 'NonRoutineOverdueRevoked';
  const isRestarted = (type === 'ClockRestarted' || type === 'ClockMoved') && isByFacts;
  const isAgreed = type === 'ClockMoved' && data['because'] === 'agreed-otherwise';
  // A step that nobody has to approve is granted to whoever asks.
  const isGranted = type === 'ExtensionGranted' && state.extension?.by !== id;
  const isAlone = isByFacts
    ? isUndone && id === recorderOf(meta.submission.id, known)
    : isUndone && role !== 'engine' && !LEADING.includes(role);
  const isTime = isRestarted || isUndone || isAgreed || isGranted;
  return isAlone || ((isTime || isPausedByWord(event, known)) && everHandled(state, id))
    ? [broke('time-by-two', `At revision ${revision} ${id} gave himself time.`)]
    : [];
}

const PAUSED: readonly string[] = ['ClockPaused', 'WaitingClockPaused'];

/** Of all that pauses a clock only PauseClocks begins with that: a mediation, or what starts meanwhile, comes first. */
function isPausedByWord({ type, meta }: Observed, known: readonly Observed[]): boolean {
  const first = known.find((one) => one.meta.submission.id === meta.submission.id)?.type ?? type;
  return PAUSED.includes(type) && PAUSED.includes(first);
}

/** Who recorded the facts that a submission confirmed, or records. */
function recorderOf(submission: string, known: readonly Observed[]): unknown {
  const own = known.filter(({ meta }) => meta.submission.id === submission);
  const confirmed = own.find(({ type }) => type === 'NewFactsConfirmed')?.data['receipt'];
  const recorded = own.find(({ type }) => type === 'NewFactsReceived');
  return (known.find(({ revision }) => revision === confirmed) ?? recorded)?.data['by'];
}

/** No case ends in one that the house did not find alike on the word of somebody who handles or ever handled it. */
export function mergedAlone(
  state: ComplaintState,
  { type, data, meta, revision }: Pick<RecordedEvent, 'type' | 'data' | 'meta' | 'revision'>,
): readonly BrokenLaw[] {
  const { id } = meta.actor;
  const isUnlike = !state.intake.alike.some((number) => number === data['into']);
  return type === 'MergeAsked' && isUnlike && everHandled(state, id)
    ? [broke('merge-by-two', `At revision ${revision} ${id} merged his own case as he liked.`)]
    : [];
}

/** A day on which both sides agreed stands: nothing but another agreement gives less time, and no pause holds it. */
export function agreedDayMoved(
  state: ComplaintState,
  { type, data, revision }: Pick<RecordedEvent, 'type' | 'data' | 'revision'>,
): readonly BrokenLaw[] {
  const { clock: name, dueAt, because } = data;
  const agreed = running(state).find((clock) => clock.name === name && clock.agreedOn !== null);
  // What is said of an earlier clock of the name does not touch the present one.
  const isOfEarlier = data['promise'] !== undefined;
  if (agreed === undefined || isOfEarlier || because === 'agreed-otherwise') return [];
  const isEarlier = typeof dueAt === 'string' && dueAt < agreed.dueAt;
  return type === 'ClockPaused' || isEarlier
    ? [broke('agreed-day-stands', `${type} at revision ${revision} moves what was agreed.`)]
    : [];
}

/** Every legal clock that passed while it ran is recorded as breached by the time anything else is. */
export function lostBreaches(state: ComplaintState, at: Instant): readonly BrokenLaw[] {
  if (state.status !== 'open') return [];
  return running(state)
    .filter(({ limit, breached }) => limit === 'legal' && !breached)
    .filter((clock) => !isInTime(clock, at) && !isChance(clock))
    .map(({ name, dueAt }) =>
      broke('breach-recorded', `${name} was due at ${dueAt}; at ${at} no breach is recorded.`),
    );
}

/**
 * While a pause is in force no clock that it names runs: mediation while it lasts, where the complainant has agreed;
 * any pause while another clock of its regime stands still by it. A day on which both sides agreed is held by none.
 */
export function runsInPause(
  state: ComplaintState,
  at: Instant,
  rules: RuleBook,
): readonly BrokenLaw[] {
  const clocks = running(state);
  const isMediated = state.after.mediations.some(({ ended, agreedAt }) => !ended && agreedAt);
  const namesOf = ({ paused, alsoPaused }: CaseClock) =>
    [paused ?? [], alsoPaused].flat().map(({ pause }) => pause);
  return clocks
    .filter(({ agreedOn, breached }) => agreedOn === null && !breached)
    .filter(({ startsAt, dueAt }) => startsAt <= at && dueAt >= at)
    .flatMap((clock) => {
      const { name, regime, version } = clock;
      const still = clocks.filter((one) => one.regime === regime).flatMap(namesOf);
      return (rules.regime(regime, { version })?.pauses ?? [])
        .filter((pause) => pause.clocks.includes(name.split('.')[0] ?? name))
        .filter(
          (pause) =>
            still.includes(pause.name) ||
            (isMediated &&
              pause.startsWith === 'mediation-requested' &&
              pause.preconditions.every((one) => one === 'complainant-agreed')),
        )
        .filter((pause) => !namesOf(clock).includes(pause.name))
        .map((pause) => broke('still-in-pause', `${name} runs at ${at} in ${pause.name}.`));
    });
}

/**
 * An open case of which nothing falls due has somebody who looks after it: its handler; whoever stands above all, to
 * whom it was raised; or, until it is taken over, the institution it was imported from.
 */
export function isLookedAfter(state: ComplaintState): boolean {
  const { handler, raisedTo, imported } = state;
  return handler !== null || !isAbove('executive', raisedTo) || imported?.takenOver === null;
}
