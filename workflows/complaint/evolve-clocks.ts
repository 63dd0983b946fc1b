import type { EventData } from '../../events/complaint/complaint-events.ts';
import { periodOf, resumedIn } from './clock-period.ts';
import type { Changes } from './evolve.ts';
import type { CaseClock, ComplaintState, WaitingClock } from './state.ts';

/** The clocks of a case. `revision` is of the event that made a clock's present promise. */
export const clockChanges: Changes<
  | 'ClockStarted'
  | 'ClockExtended'
  | 'ClockWaits'
  | 'WaitingClockMet'
  | 'WaitingClockMoved'
  | 'WaitingClockPaused'
  | 'WaitingClockResumed'
  | 'ClockPaused'
  | 'ClockResumed'
  | 'ClockRestarted'
  | 'ClockStopped'
  | 'ClockLapsed'
  | 'DeadlineWarned'
  | 'DeadlineBreached'
  | 'BreachRevoked'
> = {
  ClockStarted: (state, data, revision) => ({
    ...state,
    // A clock that begins anew takes the place of the stopped one of its name.
    clocks: [...state.clocks.filter((clock) => !isReplaced(clock, data)), started(data, revision)],
    replaced: [...state.replaced, ...state.clocks.filter((clock) => isReplaced(clock, data))],
    waiting: state.waiting.filter(({ name }) => name !== data.clock),
  }),
  ClockWaits: (state, { clock: name, regime, version, startsAt, metBy, calendar, ...data }) => ({
    ...state,
    // Started anew where it cannot be counted yet, it runs no more by the older count.
    clocks: state.clocks.filter((one) => one.name !== name || one.stopped),
    waiting: [
      ...state.waiting.filter((one) => one.name !== name),
      {
        ...{ name, regime, version, startsAt, metBy, calendar, metAt: null },
        // What holds it still does.
        pauses: state.waiting.find((one) => one.name === name)?.pauses ?? [],
        ...ways(data),
      },
    ],
  }),
  WaitingClockMet: (state, { clock, at }) => withWaiting(state, clock, () => ({ metAt: at })),
  WaitingClockMoved: (state, { clock, startsAt }) =>
    withWaiting(state, clock, () => ({ startsAt })),
  WaitingClockPaused: (
    state,
    { clock, article: _, mark: _mark, by: _by, reasons: _why, ...pause },
  ) =>
    withWaiting(state, clock, ({ pauses }) => ({
      pauses: [...pauses, { ...pause, resumedAt: null }],
    })),
  WaitingClockResumed: (state, { clock, pause, resumedAt }) =>
    withWaiting(state, clock, ({ pauses }) => ({
      pauses: pauses.map((one) =>
        one.pause === pause && one.resumedAt === null ? { ...one, resumedAt } : one,
      ),
    })),
  ClockExtended: (state, { step, ...data }, revision) =>
    withClock({ ...state, extension: null }, data.clock, () => ({
      ...promised(data, revision),
      step,
    })),
  ClockPaused: (state, { pause, pausedAt, ...of }) =>
    withClockOf(state, of, ({ paused, alsoPaused }) =>
      paused === null
        ? { paused: { pause, pausedAt } }
        : { alsoPaused: [...alsoPaused, { pause, pausedAt }] },
    ),
  ClockResumed: (state, data, revision) =>
    withClockOf(state, data, ({ pauses, before }) => ({
      // An earlier one keeps the revision by which it is told.
      ...promised(data, data.promise ?? revision),
      ...{ paused: null, alsoPaused: [] },
      pauses: [...pauses, { pausedAt: data.pausedAt, resumedAt: data.resumedAt }],
      before: before.map((period) =>
        resumedIn(period, { pause: data.pause, at: data.endedAt ?? data.resumedAt }),
      ),
    })),
  ClockRestarted: (state, data, revision) =>
    withClock(state, data.clock, (clock) => ({
      ...promised(data, revision),
      startsAt: data.startsAt,
      agreedOn: data.agreedOn ?? null,
      step: null,
      ...{ paused: null, alsoPaused: [] },
      pauses: data.pauses ?? [],
      before: data.because === 'new-facts' ? [...clock.before, periodOf(clock)] : [],
    })),
  ClockStopped: (state, { at, ...of }) =>
    withClockOf(state, of, () => ({ stopped: true, stoppedAt: at, warnings: [], ladder: [] })),
  ClockLapsed: (state, { clock }) =>
    withClock(state, clock, () => ({ stopped: true, warnings: [], ladder: [] })),
  DeadlineWarned: (state, { clock, percent }) =>
    withClock(state, clock, ({ warnings }) => ({
      warnings: warnings.filter((one) => one.percent !== percent),
    })),
  DeadlineBreached: (state, { dueAt, ...of }) =>
    withClockOf(state, of, () => ({ breached: true, breachedDueAt: dueAt })),
  BreachRevoked: (state, of) => withClockOf(state, of, () => ({ breached: false })),
};

function isReplaced(
  { name, stopped }: CaseClock,
  { clock }: Pick<EventData<'ClockStarted'>, 'clock'>,
): boolean {
  return stopped && name === clock;
}

/** The present clock of a name, or one that has begun anew since: that is told by the revision of its promise. */
function withClockOf(
  state: ComplaintState,
  { clock, promise }: Pick<EventData<'BreachRevoked'>, 'clock' | 'promise'>,
  change: (clock: CaseClock) => Partial<CaseClock>,
): ComplaintState {
  return promise === undefined
    ? withClock(state, clock, change)
    : {
        ...state,
        replaced: state.replaced.map((one) =>
          one.revision === promise ? { ...one, ...change(one) } : one,
        ),
      };
}

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

function withWaiting(
  state: ComplaintState,
  name: string,
  change: (clock: WaitingClock) => Partial<WaitingClock>,
): ComplaintState {
  return {
    ...state,
    waiting: state.waiting.map((one) => (one.name === name ? { ...one, ...change(one) } : one)),
  };
}

/** What a new promise says. */
function promised(
  data: Omit<EventData<'ClockExtended'>, 'step' | 'before' | 'trace' | 'clock'>,
  revision: number,
) {
  const { dueAt, lastDay, countedTo, warnings, ladder, article, mark } = data;
  return { revision, dueAt, lastDay, countedTo, warnings, ladder, article, mark };
}

function started(data: EventData<'ClockStarted'>, revision: number): CaseClock {
  const { clock: name, regime, version, zone, startsAt, limit, metBy } = data;
  return {
    ...{ name, regime, version, zone, startsAt, limit, metBy },
    ...ways(data),
    ...(data.promisedOn === undefined ? {} : { promisedOn: data.promisedOn }),
    ...promised(data, revision),
    ...{ agreedOn: null, step: null, breached: false, breachedDueAt: null },
    ...{ stopped: false, stoppedAt: null },
    ...{ paused: null, alsoPaused: [], pauses: [], before: [] },
  };
}

/** What a rule says only now and then: another way to meet it, that its end is no breach, and that it is another's. */
function ways({
  orMetBy,
  whenMissed,
  whose,
}: Pick<EventData<'ClockWaits'>, 'orMetBy' | 'whenMissed' | 'whose'>) {
  return {
    ...(orMetBy === undefined ? {} : { orMetBy }),
    ...(whenMissed === undefined ? {} : { whenMissed }),
    ...(whose === undefined ? {} : { whose }),
  };
}
