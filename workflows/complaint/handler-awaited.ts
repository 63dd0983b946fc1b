import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { hoursAfter } from '../calendar.ts';
import type { Context } from '../process.ts';
import { strictestSaid } from './case-regime.ts';
import { deadlines } from './deadlines.ts';
import { errands } from './errands.ts';
import { isAbove } from './promise.ts';
import type { ComplaintState } from './state.ts';

/**
 * No open case is forgotten: where some events, which lead to `state`, leave it with nobody to handle it and nothing
 * that falls due, they are followed by one that says from when on it waits for a handler, and when it is raised to
 * whom. An imported case that nobody took over is looked after where it came from.
 */
export function handlerAwaited(
  events: readonly ComplaintEvent[],
  state: ComplaintState,
  context: Pick<Context, 'rules' | 'now'>,
): readonly ComplaintEvent[] {
  if (events.length === 0 || !isForgotten(state)) return [];
  const said = strictestSaid(state, context, ({ unassigned }) => unassigned)?.rule;
  if (said === undefined) return [];
  const { article, mark } = said;
  const ladder = said.ladder
    .filter(({ rank }) => isAbove(rank, state.raisedTo))
    .map(({ rank, hours }) => ({ rank, at: hoursAfter(context.now, hours) }));
  // The last rank has the case already.
  if (ladder.length === 0) return [];
  return [{ type: 'HandlerAwaited', data: { since: context.now, ladder, article, mark } }];
}

function isForgotten(state: ComplaintState): boolean {
  const { status, handler, handling, imported } = state;
  if (status !== 'open' || handler !== null || handling.awaited !== null) return false;
  if (imported?.takenOver === null) return false;
  // What others have time for moves nobody of the firm, nor does a pause that only its handler is reminded of.
  const own = {
    ...state,
    clocks: state.clocks.filter(({ whose }) => whose === undefined),
    handling: { ...handling, expectedEnds: [] },
  };
  return deadlines(own).length === 0 && errands(state).length === 0;
}
