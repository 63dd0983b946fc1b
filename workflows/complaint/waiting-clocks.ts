import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import { chanceLapsed } from './chances.ts';
import { running, startClock } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleOf } from './counting.ts';
import { promisedBy, takesDelayFrom } from './delay-letter.ts';
import { evolve, evolveAll } from './evolve.ts';
import { heldWaiting } from './pause-waiting.ts';
import { pausedMeanwhile } from './paused-meanwhile.ts';
import { heldBy, stillFor } from './stand-still.ts';
import { startDelayExplained } from './start-clocks.ts';
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
  state: ComplaintState,
  waiting: WaitingClock,
  context: Context,
): readonly ComplaintEvent[] {
  const found = ruleOf(waiting, context.rules);
  if (found === undefined) return [];
  const { name, startsAt } = waiting;
  const { raisedTo } = state;
  const started = startClock(found.regime, found.rule, { name, startsAt, raisedTo }, context);
  if (started.type !== 'ClockStarted') return [];
  const metAt = waiting.metAt ?? explainedAt(state, { ...started.data, name }, context);
  const begun = evolve(state, started, state.next);
  const meanwhile = pausedMeanwhile(begun, waiting, metAt, context);
  if (meanwhile === undefined) return [];
  const stands = evolveAll(begun, meanwhile);
  const clock = running(stands).find((one) => one.name === name);
  if (clock === undefined) return [];
  // Expert work that goes on holds it on; mediation does of itself.
  const still = stillFor(clock, stands, context, [...heldWaiting(waiting), ...heldBy(stands)]);
  if (metAt === null) return [started, ...meanwhile, ...still];
  // What was done before the pause began is not touched by it; while it lasts nothing can come too late.
  const before = [...meanwhile, ...still.filter(({ data }) => data.pausedAt <= metAt)];
  const { dueAt, limit, article, mark } = clock;
  const inTime = before.at(-1)?.type === 'ClockPaused' || metAt <= dueAt;
  if (waiting.whenMissed === 'lapse' && !inTime)
    return [started, ...before, chanceLapsed({ name, dueAt, article, mark }, metAt, 'time-over')];
  const breached: ComplaintEvent = {
    type: 'DeadlineBreached',
    data: { clock: name, dueAt, limit, article, mark },
  };
  const events: readonly ComplaintEvent[] = [
    ...[started, ...before],
    ...(inTime ? [] : [breached]),
    { type: 'ClockStopped', data: { clock: name, at: metAt, dueAt, inTime } },
  ];
  return [...events, ...(waiting.metAt === null ? owedAfter(state, events, metAt, context) : [])];
}

/** What a letter of delay starts that meets a clock only now that it is counted: the answer is owed all the same. */
function owedAfter(
  state: ComplaintState,
  events: readonly ComplaintEvent[],
  sentAt: Instant,
  context: Context,
): readonly ComplaintEvent[] {
  if (state.status !== 'open' || state.told) return [];
  const stands = evolveAll(state, events);
  const met = events.flatMap(({ type, data }) => (type === 'ClockStopped' ? data.clock : []));
  const sent = { at: sentAt, promisedOn: promisedBy(state.after, state.after.delaySent) };
  return startDelayExplained(stands, met, sent, context);
}

/** When a letter of delay went out while the clock could not be counted, and late enough for it. */
function explainedAt(
  { after: { delaySentAt } }: Pick<ComplaintState, 'after'>,
  clock: Parameters<typeof takesDelayFrom>[0] & Pick<WaitingClock, 'orMetBy'>,
  { rules }: Context,
): Instant | null {
  const isTaken =
    clock.orMetBy?.includes('delay-explained') === true &&
    delaySentAt !== null &&
    delaySentAt >= takesDelayFrom(clock, rules);
  return isTaken ? delaySentAt : null;
}
