import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { piecesOf } from '../time-left-out.ts';
import { agreedDay } from './agreed-day.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { counting, refuseUncounted, ruleOf } from './counting.ts';
import { standing } from './in-time.ts';
import { isMetAfter, metAnew } from './met-anew.ts';
import { heldOn } from './pause-clocks.ts';
import type { Held } from './pause-clocks.ts';
import { latest } from './pauses-of.ts';
import type { Pause } from './pauses-of.ts';
import { promiseOf } from './promise.ts';
import { withPauses } from './recount.ts';
import { refuse } from './refuse.ts';
import { mediationOf } from './stand-still.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { openOf, resumeWaiting } from './pause-waiting.ts';

/**
 * The clocks of a pause run on from when it ended, later by the time that did not count. Whoever may work on the case
 * says so, since it only costs the house time; an end said too late would give it some, and so it can never be later
 * than now. What mediation holds runs on when the mediation has ended, and not because somebody says so (Order 2020-3
 * art. 23).
 */
export function resumeClocks(
  state: ComplaintState,
  { pause, endedAt }: CommandData<'ResumeClocks'>,
  context: Context,
): Decision<ComplaintEvent> {
  const at = endedAt ?? context.now;
  const isMediated = ({ name, endsWith }: Pause) =>
    name === pause && endsWith === 'mediation-ended';
  const underWay = mediationOf(state) !== undefined;
  if (underWay && running(state).some((clock) => listedFor(clock, context).some(isMediated)))
    return refuse(
      'mediation-under-way',
      'A mediation is under way: record its end first.',
      '调解正在进行，请先登记调解结果。',
    );
  const refused = refuseEnd(state, pause, at, context.now);
  if (refused !== undefined) return refused;
  const resumes = resumed(state, (one) => one.name === pause, at, context);
  if ('refused' in resumes) return resumes;
  return { events: [...resumes.events, ...resumeWaiting(state, pause, at, context)] };
}

function refuseEnd(
  state: ComplaintState,
  pause: string,
  endedAt: Instant,
  now: Instant,
): ReturnType<typeof refuse> | undefined {
  if (endedAt > now)
    return refuse(
      'ended-in-the-future',
      'What stopped the clocks cannot have ended later than now.',
      '中止事由的结束时间不能晚于当前时间。',
    );
  const since = heldSince(state, pause);
  return since !== undefined && endedAt < since
    ? refuse(
        'ended-before-paused',
        `The clocks stand still since ${since}: what stopped them cannot have ended before.`,
        `时限自 ${since} 起中止计算，中止事由的结束时间不能早于该时间。`,
      )
    : undefined;
}

/** Since when it holds clocks, of which one may have begun anew in it. */
function heldSince({ clocks, waiting }: ComplaintState, pause: string): Instant | undefined {
  const held = [
    ...clocks.flatMap((clock) => [clock, ...clock.before].flatMap(standing)),
    ...waiting.flatMap(openOf),
  ];
  return held
    .filter((one) => one.pause === pause)
    .map(({ pausedAt }) => pausedAt)
    .toSorted()[0];
}

function listedFor(clock: CaseClock, { rules }: Context): readonly Pause[] {
  return ruleOf(clock, rules)?.regime.pauses ?? [];
}

/**
 * The same, when what stopped them has ended outside at an instant. One that was met standing still, as it seemed, had
 * run on where that had ended before: it is judged anew by the time that it had left.
 */
export function resumesAfter(
  state: ComplaintState,
  occasion: Pause['endsWith'],
  at: Instant,
  context: Context,
): Decision<ComplaintEvent> {
  return resumed(state, ({ endsWith }) => endsWith === occasion, at, context);
}

function resumed(
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
