import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { confirmationOf } from './confirmation-of.ts';
import { voided, whileTelling } from './handle.ts';
import { isAbove } from './promise.ts';
import { refuse } from './refuse.ts';
import { restartClocks } from './restart-clocks.ts';
import { startClocks } from './start-clocks.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * New facts or reasons of the complainant begin the period again (Order 2020-3 art. 18). Nobody gives himself time:
 * what the handler records is on record at once and voids the decision that did not know it, but where the regime asks
 * for a second person every clock runs on as it is until somebody else has confirmed that the facts are new. So does
 * what anybody records that undoes a breach: a date alone would do it.
 */

export function recordNewFacts(
  state: ComplaintState,
  data: CommandData<'RecordNewFacts'>,
  context: Context,
): Decision<ComplaintEvent> {
  const refused = whileTelling(state) ?? inTheFuture(data.receivedAt, context.now);
  return refused ?? newFacts(state, { ...data, by: context.actor.id }, context);
}

/**
 * A letter that came before the last such facts and was found late is recorded: the period began with the later ones
 * and does not move back.
 */
export function newFacts(
  state: ComplaintState,
  data: EventData<'NewFactsReceived'>,
  context: Context,
): Decision<ComplaintEvent> {
  const refused = outOfOrder(state, data.receivedAt);
  if (refused !== undefined) return refused;
  const begun = beginAgain(state, data.receivedAt, context);
  const moves = 'refused' in begun || begun.events.length > 0;
  const undoesBreach = 'events' in begun && begun.events.some(isRevocation);
  const asked = moves ? confirmationOf(state, { by: data.by, undoesBreach }, context) : undefined;
  const voiding = voided(state, 'new-facts');
  if (asked === undefined)
    return 'refused' in begun
      ? begun
      : { events: [{ type: 'NewFactsReceived', data }, ...voiding, ...begun.events] };
  const { tell, ...confirmation } = asked;
  const raised: ComplaintEvent = {
    type: 'CaseEscalated',
    data: { to: tell, because: 'new-facts', by: context.actor.id },
  };
  return {
    events: [
      { type: 'NewFactsReceived', data: { ...data, confirmation } },
      ...voiding,
      ...(isAbove(tell, state.raisedTo) ? [raised] : []),
    ],
  };
}

function isRevocation({ type }: ComplaintEvent): boolean {
  return type === 'BreachRevoked';
}

/** The clocks that begin again with facts, and those that facts start. */
export function beginAgain(
  state: ComplaintState,
  receivedAt: Instant,
  context: Context,
): ReturnType<typeof restartClocks> {
  if (receivedAt < (state.intake.newFactsAt ?? receivedAt)) return { events: [] };
  const restarted = restartClocks(state, receivedAt, context);
  return 'refused' in restarted
    ? restarted
    : {
        events: [...restarted.events, ...startClocks(state, { 'new-facts': receivedAt }, context)],
      };
}

/** Facts are new to a complaint that is there. */
function outOfOrder(
  state: ComplaintState,
  receivedAt: Instant,
): ReturnType<typeof refuse> | undefined {
  return receivedAt < (receivedAtOf(state) ?? receivedAt)
    ? refuse(
        'facts-before-receipt',
        'New facts cannot have been received before the complaint itself.',
        '收到新事实的时间不能早于投诉接收时间。',
      )
    : undefined;
}

export function inTheFuture(
  receivedAt: Instant | undefined,
  now: Instant,
): ReturnType<typeof refuse> | undefined {
  return receivedAt !== undefined && receivedAt > now
    ? refuse(
        'facts-in-the-future',
        'New facts cannot have been received later than now.',
        '收到新事实的时间不能晚于当前时间。',
      )
    : undefined;
}
