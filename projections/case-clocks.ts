import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import type { Instant } from '../events/envelope.ts';
import { isOfEarlier } from '../workflows/complaint/of-earlier.ts';

/**
 * How a clock stands: running, standing still, past its due instant, waiting for a calendar, or stopped in time or
 * late. A chance, whose end is no breach, is open, or has lapsed.
 */
export const CLOCK_STATES = [
  'due',
  'paused',
  'breached',
  'waiting',
  'met',
  'late',
  'chance',
  'lapsed',
] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** The clocks of a case by name, as far as a board needs them. */
export type ShownClocks = {
  readonly [clock: string]: {
    /** None while it waits for a calendar. */
    readonly dueAt: Instant | null;
    readonly limit: 'legal' | 'target';
    readonly state: ClockState;
    /** Its end is no breach: it is a time for somebody else to act in. */
    readonly chance?: true;
  };
};

type ClockEventOf<Type extends string> = Extract<ComplaintEvent, { type: Type }>;

export type ClockBegun = ClockEventOf<'ClockStarted' | 'ClockWaits'>;
export type ClockChanged = ClockEventOf<
  | 'ClockExtended'
  | 'ClockMoved'
  | 'ClockPaused'
  | 'ClockResumed'
  | 'ClockRestarted'
  | 'ClockStopped'
  | 'ClockLapsed'
  | 'DeadlineBreached'
  | 'BreachRevoked'
>;
export type ClockEvent = ClockBegun | ClockChanged;

export function clocksAfter(clocks: ShownClocks, event: ClockEvent): ShownClocks {
  const { clock } = event.data;
  if (isOfEarlier(event)) return clocks;
  if (event.type === 'ClockStarted' || event.type === 'ClockWaits')
    return { ...clocks, [clock]: begun(event) };
  const known = clocks[clock];
  if (known === undefined) throw new RangeError(`The clock ${clock} never started.`);
  const dueAt = 'dueAt' in event.data ? event.data.dueAt : known.dueAt;
  const after = clockStateAfter(known.state, event);
  const state = after === 'late' && known.chance === true ? 'lapsed' : after;
  return { ...clocks, [clock]: { ...known, dueAt, state } };
}

function begun({ type, data }: ClockBegun): ShownClocks[string] {
  const { limit } = data;
  const state = stateAtBeginning({ type, data });
  const chance = data.whenMissed === 'lapse' ? { chance: true as const } : {};
  return { dueAt: type === 'ClockWaits' ? null : data.dueAt, limit, state, ...chance };
}

/** A chance is none that anybody waits for. */
export function stateAtBeginning({
  type,
  data,
}: Pick<ClockBegun, 'type'> & {
  readonly data: Pick<ClockBegun['data'], 'whenMissed'>;
}): ClockState {
  if (type === 'ClockWaits') return 'waiting';
  return data.whenMissed === 'lapse' ? 'chance' : 'due';
}

/** How a clock stands after an event of its own. */
export function clockStateAfter(before: ClockState, event: ClockChanged): ClockState {
  switch (event.type) {
    case 'ClockExtended':
      return before;
    case 'ClockMoved':
      // Its time was over and, by the new count, is not.
      return event.data.runsOn === true ? 'chance' : before;
    case 'ClockPaused':
      return 'paused';
    case 'ClockRestarted':
      return before === 'chance' ? 'chance' : 'due';
    case 'ClockResumed':
    case 'BreachRevoked':
      return 'due';
    case 'ClockStopped':
      return event.data.inTime ? 'met' : 'late';
    case 'ClockLapsed':
      return 'lapsed';
    case 'DeadlineBreached':
      return 'breached';
  }
}

/** The earliest due instant of the clocks that still run, past or to come. */
export function earliestDue(clocks: ShownClocks): Instant | null {
  const due = Object.values(clocks)
    .filter(({ state }) => state === 'due' || state === 'breached')
    .flatMap(({ dueAt }) => dueAt ?? []);
  return due.toSorted()[0] ?? null;
}

/**
 * Whether a case kept to its legal clocks: no as soon as one is breached or the source said so, yes once all have
 * stopped in time, unknown until then.
 */
export function verdict(clocks: ShownClocks, stated: boolean | null): boolean | null {
  const states = Object.values(clocks)
    .filter(({ limit, state }) => limit === 'legal' && state !== 'chance' && state !== 'lapsed')
    .map(({ state }) => state);
  if (stated === false || states.some((state) => state === 'breached' || state === 'late'))
    return false;
  if (states.length === 0) return stated;
  return states.every((state) => state === 'met') ? true : null;
}
