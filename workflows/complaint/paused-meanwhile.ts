import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context } from '../process.ts';
import { compareText } from '../standing.ts';
import { running } from './clocks.ts';
import { evolve } from './evolve.ts';
import { latest, pausesOf } from './pauses-of.ts';
import type { Pause } from './pauses-of.ts';
import { resume } from './run-on.ts';
import { mediated } from './stand-still.ts';
import type { ComplaintState, PauseOfWaiting, WaitingClock } from './state.ts';

/**
 * What began and ended while a clock waited for its calendar: mediation, and expert work of which the complainant was
 * told. Its time does not count for that clock either (Order 2020-3 arts. 18, 23), from the later of both beginnings
 * on; of several at once it is left out once. What was done before it is not touched by it, and what was done while it
 * lasted came to a clock that stood still.
 *
 * Undefined where the calendar does not reach as far as the clock then runs: it goes on waiting.
 */
export function pausedMeanwhile(
  started: ComplaintState,
  { name, pauses }: Pick<WaitingClock, 'name' | 'pauses'>,
  metAt: Instant | null,
  context: Context,
): readonly ComplaintEvent[] | undefined {
  const events: ComplaintEvent[] = [];
  let state = started;
  for (const span of overOf(started, { name, pauses }, context)) {
    const pause = pauseBy(state, name, span, context);
    if (pause === undefined) continue;
    const { endedAt } = span;
    const { pausedAt } = pause.data;
    if (pausedAt >= endedAt || pausedAt > (metAt ?? pausedAt)) continue;
    events.push(pause);
    state = evolve(state, pause, state.next);
    // It was met standing still.
    if (metAt !== null && metAt < endedAt) break;
    const clock = clockOf(state, name);
    if (clock === undefined) break;
    const stood = { pause: pause.data.pause, pausedAt, resumedAt: endedAt };
    const resumed = resume(state, clock, stood, context);
    if ('refused' in resumed) return undefined;
    events.push(resumed);
    state = evolve(state, resumed, state.next);
  }
  return events;
}

/** What held a clock, by which pause of its regime, and what had been said to the complainant or by him. */
type Span = {
  readonly pause: Pause;
  readonly since: Instant;
  readonly said: Pick<PauseOfWaiting, 'complainantToldAt' | 'complainantAgreedAt'>;
  readonly endedAt: Instant | null;
};
type Over = Span & { readonly endedAt: Instant };

/** Those that are over, by their beginning; what began in one that goes on is part of that. */
function overOf(
  state: ComplaintState,
  clock: Pick<WaitingClock, 'name' | 'pauses'>,
  context: Context,
): readonly Over[] {
  const spans = spansOf(state, clock, context);
  const goesOn = spans.filter(({ endedAt }) => endedAt === null).map(({ since }) => since);
  return spans
    .filter((span): span is Over => span.endedAt !== null)
    .filter(({ since }) => goesOn.every((one) => since < one))
    .toSorted((one, other) => compareText(one.since, other.since));
}

/** What could hold a clock of this rule, had it run. */
function spansOf(
  state: ComplaintState,
  { name, pauses }: Pick<WaitingClock, 'name' | 'pauses'>,
  { now, rules }: Context,
): readonly Span[] {
  const clock = clockOf(state, name);
  const listed = clock === undefined ? [] : pausesOf(clock, rules);
  const mediations = state.after.mediations.flatMap((mediation) =>
    listed.flatMap((pause) => {
      const inForce = mediated(pause, mediation, now);
      if (inForce === undefined) return [];
      const { since, ...said } = inForce;
      return [{ pause, since, said, endedAt: mediation.endedAt }];
    }),
  );
  const own = pauses.flatMap(({ pause: by, pausedAt: since, resumedAt: endedAt, ...said }) =>
    listed.filter((pause) => pause.name === by).map((pause) => ({ pause, since, said, endedAt })),
  );
  return [...mediations, ...own];
}

/** By which a clock that runs by now would have stood still; nothing where its time was over before. */
function pauseBy(
  state: ComplaintState,
  name: string,
  { pause, since, said }: Span,
  { actor }: Context,
): Extract<ComplaintEvent, { readonly type: 'ClockPaused' }> | undefined {
  const clock = clockOf(state, name);
  if (clock === undefined) return undefined;
  const pausedAt = latest(since, clock.startsAt, ...clock.pauses.map((one) => one.resumedAt));
  // What was over before the pause began is over.
  if (pausedAt > clock.dueAt) return undefined;
  const { name: by, article, mark } = pause;
  const data = { clock: name, pause: by, pausedAt, ...said, article, mark, by: actor.id };
  return { type: 'ClockPaused', data };
}

function clockOf(state: ComplaintState, name: string) {
  return running(state).find((one) => one.name === name);
}
