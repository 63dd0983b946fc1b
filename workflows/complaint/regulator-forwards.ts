import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Refusal } from '../process.ts';
import { chanceLapsed } from './chances.ts';
import { refuse } from './refuse.ts';
import { startClocks } from './start-clocks.ts';
import type { ComplaintState } from './state.ts';
import { metWaiting } from './stop-clocks.ts';

/**
 * What a regulator passed on it had received before. Clocks may count from there: the firm's own go on from then, and
 * the regulator's time to forward has ended by the time it reached the firm.
 */
export function forwardedFrom(
  state: ComplaintState,
  regulatorReceivedAt: Instant | undefined,
  forwardedAt: Instant,
  context: Pick<Context, 'rules' | 'now'>,
): readonly ComplaintEvent[] {
  if (regulatorReceivedAt === undefined) return [];
  const starts = { 'regulator-received': regulatorReceivedAt };
  return startClocks(state, starts, context).flatMap((event) => {
    if (event.type === 'ClockStarted' && event.data.whose === 'regulator')
      return [event, ended(event.data, forwardedAt)];
    return event.type === 'ClockWaits' && event.data.whose === 'regulator'
      ? [event, metWaiting(forwardedAt)({ name: event.data.clock })]
      : [event];
  });
}

/** A regulator that was late breaches nothing of the firm. */
function ended(
  { clock, dueAt, article, mark }: EventData<'ClockStarted'>,
  at: Instant,
): ComplaintEvent {
  const stopped = { clock, at, dueAt, inTime: true, satisfiedBy: ['forwarded'] };
  return at <= dueAt
    ? { type: 'ClockStopped', data: stopped }
    : chanceLapsed({ name: clock, dueAt, article, mark }, at, 'time-over');
}

/** Nobody passes on what he has not received yet. */
export function refuseForwarded(
  regulatorReceivedAt: Instant | undefined,
  forwardedAt: Instant,
): { readonly refused: Refusal } | undefined {
  return (regulatorReceivedAt ?? forwardedAt) <= forwardedAt
    ? undefined
    : refuse(
        'forwarded-before-received',
        'The regulator cannot have received it later than it passed it on.',
        '监管机构接收投诉的时间不能晚于其转送时间。',
      );
}
