import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Changes } from './evolve.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** The clocks of a case. `revision` is of the event that made a clock's present promise. */
export const clockChanges: Changes<
  | 'ClockStarted'
  | 'ClockExtended'
  | 'ClockStopped'
  | 'DeadlineWarned'
  | 'DeadlineBreached'
  | 'BreachRevoked'
> = {
  ClockStarted: (state, data, revision) => ({
    ...state,
    // A clock that begins anew takes the place of the stopped one of its name.
    clocks: [
      ...state.clocks.filter(({ name, stopped }) => name !== data.clock || !stopped),
      started(data, revision),
    ],
  }),
  ClockExtended: (
    state,
    { clock, step, dueAt, lastDay, warnings, ladder, article, mark },
    revision,
  ) =>
    withClock(state, clock, () => ({
      revision,
      step,
      dueAt,
      lastDay,
      warnings,
      ladder,
      article,
      mark,
    })),
  ClockStopped: (state, { clock, at }) =>
    withClock(state, clock, () => ({ stopped: true, stoppedAt: at, warnings: [], ladder: [] })),
  DeadlineWarned: (state, { clock, percent }) =>
    withClock(state, clock, ({ warnings }) => ({
      warnings: warnings.filter((one) => one.percent !== percent),
    })),
  DeadlineBreached: (state, { clock }) => withClock(state, clock, () => ({ breached: true })),
  BreachRevoked: (state, { clock }) => withClock(state, clock, () => ({ breached: false })),
};

function withClock(
  state: ComplaintState,
  name: string,
  change: (clock: CaseClock) => Partial<CaseClock>,
): ComplaintState {
  return {
    ...state,
    clocks: state.clocks.map((clock) =>
      clock.name === name ? { ...clock, ...change(clock) } : clock,
    ),
  };
}

function started(data: EventData<'ClockStarted'>, revision: number): CaseClock {
  const { clock: name, regime, version, zone, startsAt, dueAt, lastDay } = data;
  const { limit, metBy, article, mark, warnings, ladder } = data;
  const promise = { name, regime, version, zone, startsAt, dueAt, lastDay, limit, metBy };
  const rest = { article, mark, warnings, ladder, revision, step: null };
  return { ...promise, ...rest, breached: false, stopped: false, stoppedAt: null };
}
