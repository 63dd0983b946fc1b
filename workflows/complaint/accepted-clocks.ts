import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { dutiesOf } from '../../regimes/overlay.ts';
import type { Context } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import { startClock } from './clocks.ts';
import { clockName } from './counting.ts';
import { regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * Clocks that begin with acceptance (受理): not when the complaint arrives, but when it is taken into handling. It is
 * when triage finds a complaint in the letter, or, where nobody triaged it, when it is first classified or assigned.
 * They begin once; what is told already, or opened again, is accepted no more.
 */
export function startAccepted(
  state: ComplaintState,
  context: Pick<Context, 'rules' | 'now'>,
): readonly ComplaintEvent[] {
  if (state.told || state.after.reopened) return [];
  const known = new Set([...state.clocks, ...state.waiting].map(({ name }) => name));
  const { raisedTo } = state;
  const regimes = openRegimes(state, context.rules);
  return dutiesOf(regimes, ['accepted'], state.received?.kinds).flatMap(({ regime, clock }) => {
    const name = clockName(clock.name, regime.name, regime.name === regimeOf(state));
    const about = { name, startsAt: context.now, raisedTo };
    return known.has(name) ? [] : [startClock(regime, clock, about, context)];
  });
}
