import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { caseEnded } from './after-the-end.ts';
import { wasRunning } from './clock-period.ts';
import { confirmationOf } from './confirmation-of.ts';
import { raised } from './escalate.ts';
import { evolve, evolveAll } from './evolve.ts';
import { voided, whileTelling } from './handle.ts';
import { latest } from './pauses-of.ts';
import { refuse } from './refuse.ts';
import { isRestarting, restartClocks } from './restart-clocks.ts';
import { judgedAnew } from './judge-anew.ts';
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
  const refused = refuseTold(state, data.receivedAt) ?? inTheFuture(data.receivedAt, context.now);
  return refused ?? newFacts(state, { ...data, by: context.actor.id }, context);
}

/**
 * A letter that came before the last such facts and was found late is recorded: the period that began with the later
 * ones does not move back. What gives no time now may do so once a breach is undone, and is confirmed before it.
 */
export function newFacts(
  state: ComplaintState,
  data: EventData<'NewFactsReceived'>,
  context: Context,
): Decision<ComplaintEvent> {
  const refused = outOfOrder(state, data.receivedAt);
  if (refused !== undefined) return refused;
  const begun = countFacts(state, { type: 'NewFactsReceived', data }, data.receivedAt, context);
  const moves = movesAny(begun) || movesAny(afterBreach(state, data.receivedAt, context));
  const undoesBreach = 'events' in begun && begun.events.some(isRevocation);
  const asked = moves ? confirmationOf(state, { by: data.by, undoesBreach }, context) : undefined;
  // A decision that was told stands, whatever is found afterwards: who does not take it disputes it.
  const voiding = state.told ? [] : voided(state, 'new-facts');
  if (asked === undefined)
    return 'refused' in begun
      ? begun
      : { events: [{ type: 'NewFactsReceived', data }, ...voiding, ...begun.events] };
  const { tell, ...confirmation } = asked;
  return {
    events: [
      { type: 'NewFactsReceived', data: { ...data, confirmation } },
      ...voiding,
      ...raised(state, { to: tell, because: 'new-facts' }, context.actor),
    ],
  };
}

function isRevocation({ type }: ComplaintEvent): boolean {
  return type === 'BreachRevoked';
}

type Begun = ReturnType<typeof restartClocks>;

function movesAny(begun: Begun): boolean {
  return 'refused' in begun || begun.events.length > 0;
}

/** What they would begin again, had no clock been breached before they came. */
function afterBreach(state: ComplaintState, receivedAt: Instant, context: Context): Begun {
  const clocks = state.clocks.map((clock) =>
    clock.breached ? { ...clock, dueAt: latest(clock.dueAt, receivedAt) } : clock,
  );
  return restartClocks({ ...state, clocks }, receivedAt, context);
}

/**
 * What facts move, once an event has put them on record: the clocks that run, and those that had stopped, or made way
 * for others, when it came to light that the facts had been received before.
 */
export function countFacts(
  state: ComplaintState,
  recorded: ComplaintEvent,
  receivedAt: Instant,
  context: Context,
): Begun {
  const begun = beginAgain(state, receivedAt, context);
  if ('refused' in begun) return begun;
  const stopped = judgedAnew(
    evolve(state, recorded, state.next),
    (clock) => wasRunning(clock, receivedAt) && isRestarting(state, clock, context),
    { because: 'new-facts', basis: state.next },
    context,
  );
  return 'refused' in stopped ? stopped : { events: [...begun.events, ...stopped.events] };
}

/**
 * The clocks that begin again with facts, and those that facts start. Whichever was recorded first, it is the same:
 * facts that came too late, and are on record already, begin anew what has more time by those that came before them.
 */
function beginAgain(state: ComplaintState, receivedAt: Instant, context: Context): Begun {
  const later = state.intake.factsAt.filter((at) => at > receivedAt);
  const restarted = restartClocks(state, receivedAt, context);
  if ('refused' in restarted) return restarted;
  const events = [...restarted.events];
  const names = events.flatMap(({ type, data }) => (type === 'ClockRestarted' ? data.clock : []));
  let stands = evolveAll(state, events);
  for (const at of names.length === 0 ? [] : later) {
    const again = restartClocks(stands, at, context, ({ name }) => names.includes(name));
    if ('refused' in again) return again;
    events.push(...again.events);
    stands = evolveAll(stands, again.events);
  }
  const started =
    later.length === 0 && !state.told
      ? startClocks(state, { 'new-facts': receivedAt }, context)
      : [];
  return { events: [...events, ...started] };
}

/**
 * What is received once the decision is on its way changes it no more; what had been received before it was told still
 * counts, also when the case is closed. Nothing is new to one that ended without a decision.
 */
function refuseTold(
  state: ComplaintState,
  receivedAt: Instant,
): ReturnType<typeof refuse> | undefined {
  const toldAt = state.told ? state.decided.telling?.toldAt : undefined;
  if (toldAt !== undefined && receivedAt < toldAt) return undefined;
  return whileTelling(state) ?? (state.status === 'open' ? undefined : caseEnded(state));
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
