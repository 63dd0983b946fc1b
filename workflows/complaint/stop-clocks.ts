import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { running } from './clocks.ts';
import { endsWithTheCase } from './other-clocks.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** The clocks that are satisfied in a state, stopped at an instant. Met at the very instant it is due is in time. */
export function stopSatisfied(state: ComplaintState, at: Instant): readonly ComplaintEvent[] {
  const happened: { readonly [what: string]: boolean } = {
    // Whoever was told the decision knows that the complaint has arrived.
    acknowledged: state.acknowledged || state.told,
    decided: state.proposal !== null && state.proposal.signedOff !== null,
    told: state.told || state.decided.excused,
    'delay-explained': state.after.delaySent,
    // Whoever reads why there is no answer yet knows how far we are.
    'progress-told': state.after.progressTold || state.after.delaySent,
  };
  const satisfied = ({ metBy, orMetBy }: Pick<CaseClock, 'metBy' | 'orMetBy'>) =>
    [metBy, orMetBy ?? []].find(
      (asked) => asked.length > 0 && asked.every((what) => happened[what] === true),
    );
  return [
    ...running(state).flatMap((clock) => {
      const by = satisfied(clock);
      return by === undefined ? [] : stopped(state, clock, at, by);
    }),
    ...state.waiting
      .filter((clock) => clock.metAt === null && satisfied(clock) !== undefined)
      .map(metWaiting(at)),
  ];
}

/** All running clocks stopped, when a case ends without a decision. */
export function stopAll(state: ComplaintState, at: Instant): readonly ComplaintEvent[] {
  return [
    ...running(state)
      .filter(endsWithTheCase)
      .flatMap((clock) => stopped(state, clock, at)),
    ...state.waiting
      .filter((clock) => clock.metAt === null && endsWithTheCase(clock))
      .map(metWaiting(at)),
  ];
}

/** What a clock that still waits for its calendar asks for was done. */
export function metWaiting(at: Instant): (clock: { readonly name: string }) => ComplaintEvent {
  return ({ name }) => ({ type: 'WaitingClockMet', data: { clock: name, at } });
}

/** What was done in time but recorded late revokes the breach that stood in between. */
export function stopped(
  state: ComplaintState,
  { name, dueAt, breached, paused }: CaseClock,
  at: Instant,
  satisfiedBy?: readonly string[],
): readonly ComplaintEvent[] {
  // While it stands still nothing can come too late.
  const how = satisfiedBy === undefined ? {} : { satisfiedBy: [...satisfiedBy] };
  const inTime = paused !== null || at <= dueAt;
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

/** The end of an extension request that nobody decided while its clock could still be moved. */
export function lapsed(
  { extension }: ComplaintState,
  name: string,
  because: 'clock-breached' | 'clock-restarted' | 'clock-stopped',
): readonly ComplaintEvent[] {
  // A notice on its way may have gone out in time: its answer decides.
  const isOnItsWay = because === 'clock-breached' && extension?.granted === true;
  return extension?.clock === name && !isOnItsWay
    ? [{ type: 'ExtensionLapsed', data: { clock: name, step: extension.step, because } }]
    : [];
}
