import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { CaseClock } from './state.ts';

type ClockEvent = Extract<
  ComplaintEvent,
  {
    type:
      | 'ClockStarted'
      | 'ClockExtended'
      | 'ClockStopped'
      | 'DeadlineWarned'
      | 'DeadlineBreached'
      | 'BreachRevoked';
  }
>;

/** The clocks of a case after an event of theirs. */
export function clocksAfter(
  clocks: readonly CaseClock[],
  event: ClockEvent,
  revision: number,
): readonly CaseClock[] {
  return event.type === 'ClockStarted'
    ? [...clocks, started(event.data, revision)]
    : clocks.map((clock) =>
        clock.name === event.data.clock ? after(clock, event, revision) : clock,
      );
}

function after(
  clock: CaseClock,
  event: Exclude<ClockEvent, { type: 'ClockStarted' }>,
  revision: number,
): CaseClock {
  switch (event.type) {
    case 'ClockExtended': {
      const { step, dueAt, lastDay, warnings, ladder, article, mark } = event.data;
      return { ...clock, revision, step, dueAt, lastDay, warnings, ladder, article, mark };
    }
    case 'ClockStopped':
      return { ...clock, stopped: true, warnings: [], ladder: [] };
    case 'DeadlineWarned': {
      const { percent } = event.data;
      return { ...clock, warnings: clock.warnings.filter((one) => one.percent !== percent) };
    }
    case 'DeadlineBreached':
      return { ...clock, breached: true };
    case 'BreachRevoked':
      return { ...clock, breached: false };
  }
}

function started(data: EventData<'ClockStarted'>, revision: number): CaseClock {
  const { clock: name, regime, version, zone, startsAt, dueAt, lastDay } = data;
  const { limit, metBy, article, mark, warnings, ladder } = data;
  const promise = { name, regime, version, zone, startsAt, dueAt, lastDay, limit, metBy };
  const rest = { article, mark, warnings, ladder, revision, step: null };
  return { ...promise, ...rest, breached: false, stopped: false };
}
