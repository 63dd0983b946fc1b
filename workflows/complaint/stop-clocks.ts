import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { isOpenFor } from './case-regime.ts';
import { running } from './clocks.ts';
import { takesDelayFrom } from './delay-letter.ts';
import type { EndByRegime } from './end-by-regime.ts';
import { isInTime } from './in-time.ts';
import { endsWithTheCase } from './other-clocks.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** The clocks that are satisfied in a state, stopped at an instant. Met at the very instant it is due is in time. */
export function stopSatisfied(
  state: ComplaintState,
  at: Instant,
  rules: RuleBook,
): readonly ComplaintEvent[] {
  const { delaySentAt } = state.after;
  return [
    ...running(state).flatMap((clock) => {
      const isExplained = () => delaySentAt !== null && delaySentAt >= takesDelayFrom(clock, rules);
      const by = satisfiedBy(state, clock, isExplained);
      return by === undefined ? [] : stopped(state, clock, at, by);
    }),
    // Whether a letter of delay was late enough shows only once the time is counted.
    ...state.waiting
      .filter((clock) => clock.metAt === null)
      .filter((clock) => satisfiedBy(state, clock, () => false) !== undefined)
      .map(metWaiting(at)),
  ];
}

/** Of the ways to meet a clock the one in which all has happened, or nothing. */
function satisfiedBy(
  state: ComplaintState,
  { metBy, orMetBy = [], regime }: Pick<CaseClock, 'metBy' | 'orMetBy' | 'regime'>,
  isExplained: () => boolean,
): readonly string[] | undefined {
  const { after, proposal, told } = state;
  const happened: { readonly [what: string]: () => boolean } = {
    // Whoever was told the decision knows that the complaint has arrived.
    acknowledged: () => state.acknowledged || told,
    decided: () => proposal !== null && proposal.signedOff !== null,
    told: () => told,
    'delay-explained': isExplained,
    referred: () => after.referrals.length > 0,
    // Whoever reads why there is no answer yet knows how far we are.
    'progress-told': () => after.progressTold || after.delaySentAt !== null,
  };
  const { excused, stillToTell } = state.decided;
  const isExcused = excused && !stillToTell.includes(regime);
  return [metBy, orMetBy].find(
    (asked) =>
      asked.length > 0 &&
      asked.every((what) => happened[what]?.() === true || (what === 'told' && isExcused)),
  );
}

/** All running clocks stopped, when a case ends for whatever regime it comes under. */
export function stopAll(state: ComplaintState, at: Instant): readonly ComplaintEvent[] {
  return stopEnded(state, { ends: new Map(), goesOn: [], at });
}

/** The clocks of the regimes for which a case ends without a decision; all of them where it goes on for none. */
export function stopEnded(
  state: ComplaintState,
  { ends, goesOn, at }: EndByRegime,
  satisfiedBy?: readonly string[],
): readonly ComplaintEvent[] {
  // Where the case had ended before, what others have time for since is theirs, as the way to an ombudsman.
  const isTheirs = ({ whose, regime }: Pick<CaseClock, 'whose' | 'regime'>) =>
    whose !== undefined && !isOpenFor(state, regime);
  const isOver = (clock: Pick<CaseClock, 'metBy' | 'regime' | 'whose'>) =>
    endsWithTheCase(clock) && !goesOn.includes(clock.regime) && !isTheirs(clock);
  const endsAt = ({ regime }: Pick<CaseClock, 'regime'>) => ends.get(regime)?.at ?? at;
  // A chance that was taken in time and recorded late has lapsed by now, and is stopped all the same.
  const taken = [...ends.values()].flatMap(({ chance }) => chance ?? []);
  const isTaken = ({ name }: CaseClock) => taken.some((chance) => chance.name === name);
  return [
    ...taken.flatMap((clock) => stopped(state, clock, endsAt(clock), ['resolved'])),
    ...running(state)
      .filter((clock) => isOver(clock) && !isTaken(clock))
      .flatMap((clock) => stopped(state, clock, endsAt(clock), satisfiedBy)),
    ...state.waiting
      .filter((clock) => clock.metAt === null && isOver(clock))
      .map((clock) => metWaiting(endsAt(clock))(clock)),
  ];
}

/** What a clock that still waits for its calendar asks for was done. */
export function metWaiting(at: Instant): (clock: { readonly name: string }) => ComplaintEvent {
  return ({ name }) => ({ type: 'WaitingClockMet', data: { clock: name, at } });
}

/** What was done in time but recorded late revokes the breach that stood in between. */
export function stopped(
  state: ComplaintState,
  clock: CaseClock,
  at: Instant,
  satisfiedBy?: readonly string[],
): readonly ComplaintEvent[] {
  const { name, dueAt, breached } = clock;
  const how = satisfiedBy === undefined ? {} : { satisfiedBy: [...satisfiedBy] };
  const inTime = isInTime(clock, at);
  const revoked: ComplaintEvent = {
    type: 'BreachRevoked',
    data: { clock: name, dueAt, because: 'satisfied-in-time-recorded-late' },
  };
  return [
    ...(breached && inTime ? [revoked] : []),
    { type: 'ClockStopped', data: { clock: name, at, dueAt, inTime, ...how } },
    ...lapsed(state, name, 'clock-stopped'),
  ];
}

/** The breach of a clock that something happened to before it was due, which was recorded after it. */
export function revokedBy(
  because: 'new-facts' | 'mediation',
  { name, dueAt, breached }: Pick<CaseClock, 'name' | 'dueAt' | 'breached'>,
): readonly ComplaintEvent[] {
  return breached ? [{ type: 'BreachRevoked', data: { clock: name, dueAt, because } }] : [];
}

/** The end of an extension request that nobody decided while its clock could still be moved. */
export function lapsed(
  { extension }: ComplaintState,
  name: string,
  because: 'clock-breached' | 'clock-restarted' | 'clock-stopped' | 'time-limit-agreed',
): readonly ComplaintEvent[] {
  // A notice on its way may have gone out in time: its answer decides.
  const isOnItsWay =
    (because === 'clock-breached' || because === 'time-limit-agreed') &&
    extension !== null &&
    extension.notice !== null;
  return extension?.clock === name && !isOnItsWay
    ? [{ type: 'ExtensionLapsed', data: { clock: name, step: extension.step, because } }]
    : [];
}
