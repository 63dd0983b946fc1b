import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { chanceLapsed } from './chances.ts';
import { startClock } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleOf } from './counting.ts';
import type { ComplaintState, WaitingClock } from './state.ts';

/**
 * After a calendar was published: the clocks that waited for it start, counted from the day they should have. What was
 * due or done meanwhile is made up for; what still cannot be counted goes on waiting.
 */
export function countWaiting(
  state: ComplaintState,
  _data: CommandData<'CountWaitingClocks'>,
  context: Context,
): Decision<ComplaintEvent> {
  return { events: state.waiting.flatMap((clock) => startWaiting(state, clock, context)) };
}

/** Nothing while it still cannot be counted. */
export function startWaiting(
  { raisedTo }: Pick<ComplaintState, 'raisedTo'>,
  waiting: WaitingClock,
  context: Context,
): readonly ComplaintEvent[] {
  const found = ruleOf(waiting, context.rules);
  if (found === undefined) return [];
  const { name, startsAt, metAt } = waiting;
  const started = startClock(found.regime, found.rule, { name, startsAt, raisedTo }, context);
  if (started.type !== 'ClockStarted') return [];
  if (metAt === null) return [started];
  const { dueAt, limit, article, mark } = started.data;
  const inTime = metAt <= dueAt;
  if (waiting.whenMissed === 'lapse' && !inTime)
    return [started, chanceLapsed({ name, dueAt, article, mark }, metAt, 'time-over')];
  const breached: ComplaintEvent = {
    type: 'DeadlineBreached',
    data: { clock: name, dueAt, limit, article, mark },
  };
  return [
    started,
    ...(inTime ? [] : [breached]),
    { type: 'ClockStopped', data: { clock: name, at: metAt, dueAt, inTime } },
  ];
}
