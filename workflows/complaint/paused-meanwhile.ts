import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context } from '../process.ts';
import { running } from './clocks.ts';
import { ruleOf } from './counting.ts';
import { evolve } from './evolve.ts';
import { latest } from './pause-clocks.ts';
import { resume } from './resume-clocks.ts';
import { mediated } from './stand-still.ts';
import type { ComplaintState } from './state.ts';

/**
 * Mediation that began and ended while a clock waited for its calendar: its time does not count for that clock either
 * (Order 2020-3 art. 23), from the later of both beginnings on. What was done before it is not touched by it, and what
 * was done while it lasted came to a clock that stood still.
 *
 * Undefined where the calendar does not reach as far as the clock then runs: it goes on waiting.
 */
export function pausedMeanwhile(
  started: ComplaintState,
  name: string,
  metAt: Instant | null,
  context: Context,
): readonly ComplaintEvent[] | undefined {
  const events: ComplaintEvent[] = [];
  let state = started;
  for (const mediation of started.after.mediations) {
    const { endedAt } = mediation;
    const pause = pauseBy(state, name, mediation, context);
    if (endedAt === null || pause === undefined) continue;
    const { pausedAt } = pause.data;
    if (pausedAt >= endedAt || pausedAt > (metAt ?? pausedAt)) continue;
    events.push(pause);
    state = evolve(state, pause, state.next);
    // It was met standing still.
    if (metAt !== null && metAt < endedAt) break;
    const clock = clockOf(state, name);
    if (clock === undefined) break;
    const span = { pause: pause.data.pause, pausedAt, resumedAt: endedAt };
    const resumed = resume(state, clock, span, context);
    if ('refused' in resumed) return undefined;
    events.push(resumed);
    state = evolve(state, resumed, state.next);
  }
  return events;
}

/** The pause of its regime by which a mediation held it, had it run. */
function pauseBy(
  state: ComplaintState,
  name: string,
  mediation: Parameters<typeof mediated>[1],
  { actor, now, rules }: Context,
): Extract<ComplaintEvent, { readonly type: 'ClockPaused' }> | undefined {
  const clock = clockOf(state, name);
  const found = clock && ruleOf(clock, rules);
  if (clock === undefined || found === undefined) return undefined;
  for (const pause of found.regime.pauses ?? []) {
    const inForce = pause.clocks.includes(found.rule.name)
      ? mediated(pause, mediation, now)
      : undefined;
    if (inForce === undefined) continue;
    const { since, ...said } = inForce;
    const pausedAt = latest(since, clock.startsAt, ...clock.pauses.map((one) => one.resumedAt));
    // What was over before the pause began is over.
    if (pausedAt > clock.dueAt) continue;
    const { name: by, article, mark } = pause;
    const data = { clock: name, pause: by, pausedAt, ...said, article, mark, by: actor.id };
    return { type: 'ClockPaused', data };
  }
  return undefined;
}

function clockOf(state: ComplaintState, name: string) {
  return running(state).find((one) => one.name === name);
}
