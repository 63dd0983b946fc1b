import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Length } from '../../regimes/regime.ts';
import { dayOf } from '../calendar.ts';
import type { Counted } from '../calendar.ts';

/** One leg of a count, as it stands in the event: from which day or instant, how long, to which. */
export type Leg = EventData<'ClockStarted'>['trace'][number];

/** A leg from the start of a clock: its first length, or a new length in all. */
export function legFromStart(
  rule: 'length' | 'total',
  { count, unit }: Length,
  startsAt: Instant,
  { dueAt, lastDay }: Counted,
  { zone, startDayCounts }: { readonly zone: string; readonly startDayCounts: boolean },
): Leg {
  const from = lastDay === null ? startsAt : dayOf(startsAt, zone);
  return { rule, from, to: lastDay ?? dueAt, count, unit, startDayCounts };
}

/** A leg added to the end of the promise before; the day it ended on was counted there. */
export function legFromEnd(
  { count, unit }: Length,
  before: Counted,
  { dueAt, lastDay }: Counted,
): Leg {
  const from = before.lastDay ?? before.dueAt;
  return { rule: 'add', from, to: lastDay ?? dueAt, count, unit, startDayCounts: false };
}
