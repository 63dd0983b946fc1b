import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import type { Instant } from '../events/envelope.ts';

/** How a clock stands: running, past its due instant, or stopped in time or late. */
export const CLOCK_STATES = ['due', 'breached', 'met', 'late'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** The clocks of a case by name, as far as a board needs them. */
export type ShownClocks = {
  readonly [clock: string]: {
    readonly dueAt: Instant;
    readonly limit: 'legal' | 'target';
    readonly state: ClockState;
  };
};

export type ClockEvent = Extract<
  ComplaintEvent,
  {
    type:
      | 'ClockStarted'
      | 'ClockExtended'
      | 'ClockMoved'
      | 'ClockStopped'
      | 'DeadlineBreached'
      | 'BreachRevoked';
  }
>;

export function clocksAfter(clocks: ShownClocks, event: ClockEvent): ShownClocks {
  const { clock } = event.data;
  if (event.type === 'ClockStarted') {
    const { dueAt, limit } = event.data;
    return { ...clocks, [clock]: { dueAt, limit, state: 'due' } };
  }
  const known = clocks[clock];
  if (known === undefined) throw new RangeError(`The clock ${clock} never started.`);
  const { dueAt } = event.data;
  return { ...clocks, [clock]: { ...known, dueAt, state: clockStateAfter(known.state, event) } };
}

/** How a clock stands after an event of its own. */
export function clockStateAfter(
  before: ClockState,
  event: Exclude<ClockEvent, { type: 'ClockStarted' }>,
): ClockState {
  switch (event.type) {
    case 'ClockExtended':
    case 'ClockMoved':
      return before;
    case 'ClockStopped':
      return event.data.inTime ? 'met' : 'late';
    case 'DeadlineBreached':
      return 'breached';
    case 'BreachRevoked':
      return 'due';
  }
}

/** The earliest due instant of the clocks that still run, past or to come. */
export function earliestDue(clocks: ShownClocks): Instant | null {
  const due = Object.values(clocks)
    .filter(({ state }) => state === 'due' || state === 'breached')
    .map(({ dueAt }) => dueAt);
  return due.toSorted()[0] ?? null;
}

/**
 * Whether a case kept to its legal clocks: no as soon as one is breached or the source said so, yes once all have
 * stopped in time, unknown until then.
 */
export function verdict(clocks: ShownClocks, stated: boolean | null): boolean | null {
  const states = Object.values(clocks)
    .filter(({ limit }) => limit === 'legal')
    .map(({ state }) => state);
  if (stated === false || states.some((state) => state === 'breached' || state === 'late'))
    return false;
  if (states.length === 0) return stated;
  return states.every((state) => state === 'met') ? true : null;
}
