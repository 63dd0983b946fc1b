import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { piecesOf } from '../time-left-out.ts';
import { agreedDay } from './agreed-day.ts';
import { counting, refuseUncounted, ruleOf } from './counting.ts';
import { standing } from './in-time.ts';
import { isMetAfter } from './clock-period.ts';
import { metAnew } from './met-anew.ts';
import { heldOn } from './pause-clocks.ts';
import type { Held } from './pause-clocks.ts';
import { latest } from './pauses-of.ts';
import type { Pause } from './pauses-of.ts';
import { promiseOf } from './promise.ts';
import { withPauses } from './recount.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** Clocks that stood still run on, later by the time that did not count (Order 2020-3 arts. 18, 19, 23). */

export function listedFor(clock: CaseClock, { rules }: Context): readonly Pause[] {
  return ruleOf(clock, rules)?.regime.pauses ?? [];
}

/**
 * The clocks that a pause held run on from when it ended. One that was met standing still, as it seemed, had run on
 * where that had ended before: it is judged anew by the time that it had left.
 */
export function runOn(
  state: ComplaintState,
  isMeant: (pause: Pause) => boolean,
  at: Instant,
  context: Context,
): Decision<ComplaintEvent> {
  const events: ComplaintEvent[] = [];
  const isOpen = (clock: CaseClock) => !clock.stopped || isMetAfter(clock, at);
  for (const clock of [...state.replaced, ...state.clocks].filter(isOpen)) {
    const listed = listedFor(clock, context);
    const isOver = ({ pause }: Held) => listed.some((one) => one.name === pause && isMeant(one));
    const held = standing(clock);
    const ended = held.find(isOver);
    if (ended === undefined) continue;
    // Of the time that several hold, what is over is added; from there on those that are left hold the clock.
    const pausedAt = held.reduce((one, other) =>
      other.pausedAt < one.pausedAt ? other : one,
    ).pausedAt;
    const over = at < pausedAt ? { endedAt: at } : {};
    const span = { pause: ended.pause, pausedAt, resumedAt: latest(at, pausedAt), ...over };
    const event = resume(state, clock, span, context);
    if ('refused' in event) return event;
    const left = held.filter((one) => !isOver(one));
    const ran = [event, ...heldOn(clock, left, span.resumedAt, context)];
    events.push(...(isMetAfter(clock, at) ? metAnew(state, clock, ran) : ran));
  }
  return { events };
}

/** One clock runs on, later by what it stood still and nothing gave back yet; or to the day on which both agreed. */
export function resume(
  { raisedTo }: ComplaintState,
  clock: CaseClock,
  span: Held & { readonly resumedAt: Instant; readonly endedAt?: Instant },
  { actor, now, rules }: Context,
): ComplaintEvent | { readonly refused: Refusal } {
  const found = ruleOf(clock, rules);
  if (found === undefined)
    return refuse(
      'no-such-rule',
      `The rule of the clock ${clock.name} is not on the shelf.`,
      `未找到时限 ${clock.name} 所依据的规则。`,
    );
  const { regime, rule } = found;
  const { dueAt: before, lastDay, countedTo, startsAt } = clock;
  const pieces = piecesOf(span, clock.pauses);
  const period = { dueAt: before, lastDay, countedTo, steps: [] };
  const agreed = agreedDay(clock);
  const counted =
    agreed?.ends ??
    counting(regime, rule, { rules, now }, (way) => withPauses(period, rule, pieces, way));
  if ('unpublished' in counted) return refuseUncounted(counted.unpublished);
  const { source, said } = agreed ?? {
    source: { article: clock.article, mark: rule.mark },
    said: {},
  };
  return {
    type: 'ClockResumed',
    data: {
      ...{ clock: clock.name, ...span, before },
      ...promiseOf(rule, startsAt, counted, { raisedTo, now, source }),
      ...said,
      by: actor.id,
    },
  };
}
