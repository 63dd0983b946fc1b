import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import { clocksStarted } from './clocks.ts';
import type { Starts } from './clocks.ts';
import { regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

type Counts = Pick<Context, 'rules' | 'now'>;

/** What happens once: a clock that it started and that has stopped is not started by it again. */
const ONCE: readonly (keyof Starts)[] = ['accepted', 'materials-complete'];

/**
 * The clocks that something in a case starts, of every regime for which the case is open: the one way in which clocks
 * begin once a complaint is known. A clock that runs, or waits for its calendar, goes on as it is.
 */
export function startClocks(
  state: ComplaintState,
  starts: Starts,
  context: Counts,
): readonly ComplaintEvent[] {
  const { raisedTo, received } = state;
  const once = Object.keys(starts).some((start) => ONCE.some((one) => one === start));
  const known = new Set(
    [...state.clocks.filter(({ stopped }) => once || !stopped), ...state.waiting].map(
      ({ name }) => name,
    ),
  );
  const about = { kinds: received?.kinds, leading: regimeOf(state), raisedTo };
  return clocksStarted(openRegimes(state, context.rules), starts, about, context).filter(
    ({ data }) => !known.has(data.clock),
  );
}

/**
 * Acceptance (受理): not when the complaint arrives, but when it is taken into handling. It is when triage finds a
 * complaint in the letter, or, where nobody triaged it, when it is first classified or assigned. What is told already,
 * or opened again, is accepted no more.
 */
export function startAccepted(state: ComplaintState, context: Counts): readonly ComplaintEvent[] {
  return state.told || state.after.reopened
    ? []
    : startClocks(state, { accepted: context.now }, context);
}
