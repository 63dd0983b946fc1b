import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * A clock that has begun anew since: a dispute took the place of it. What is put right of it says so by the revision
 * of the last promise that it made before (`promise`), and touches neither the present clock of its name nor anybody's
 * board. It had stopped for good, so nothing of it runs on.
 */

/** An event of the present clock of a name, said of an earlier one. */
export function ofEarlier(event: ComplaintEvent, clock: CaseClock): ComplaintEvent {
  const { revision: promise, breachedDueAt } = clock;
  switch (event.type) {
    case 'ClockPaused':
      return { ...event, data: { ...event.data, promise } };
    case 'ClockResumed':
      return { ...event, data: { ...event.data, promise } };
    case 'ClockMoved':
      return { ...event, data: { ...event.data, promise } };
    case 'ClockStopped':
      return { ...event, data: { ...event.data, promise } };
    case 'DeadlineBreached':
      return { ...event, data: { ...event.data, promise } };
    case 'BreachRevoked': {
      // Of all breaches of that name it is told by the due instant that was breached, wherever it has moved since.
      const dueAt = breachedDueAt ?? event.data.dueAt;
      return { ...event, data: { ...event.data, dueAt, promise } };
    }
    default:
      return event;
  }
}

/** The earlier clock that an event is of; undefined where it is of the present one of its name. */
export function earlierOf(
  { replaced }: Pick<ComplaintState, 'replaced'>,
  event: ComplaintEvent,
): CaseClock | undefined {
  return isOfEarlier(event)
    ? replaced.find(({ revision }) => 'promise' in event.data && revision === event.data.promise)
    : undefined;
}

export function isOfEarlier({ data }: Pick<ComplaintEvent, 'data'>): boolean {
  return 'promise' in data && data.promise !== undefined;
}
