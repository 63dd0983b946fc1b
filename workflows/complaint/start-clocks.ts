import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context } from '../process.ts';
import type { Regime } from '../../regimes/regime.ts';
import { endedRegimes, openRegimes } from './case-regime.ts';
import { clocksStarted } from './clocks.ts';
import type { Starts } from './clocks.ts';
import { startAgain } from './start-again.ts';
import { kindsOf } from './comes-under.ts';
import { regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';
import { hasAsked, isTimeToAsk } from './time-to-ask.ts';

type Counts = Pick<Context, 'rules' | 'now'>;

/** What happens once: a clock that it started and that has stopped is not started by it again. */
const ONCE: readonly (keyof Starts)[] = ['accepted', 'materials-complete'];

/**
 * The clocks that something in a case starts, of every regime for which the case is open: the one way in which clocks
 * begin once a complaint is known. A clock that runs, or waits for its calendar, goes on as it is, unless its rule says
 * that it restarts.
 */
export function startClocks(
  state: ComplaintState,
  starts: Starts,
  context: Counts,
): readonly ComplaintEvent[] {
  return startUnder(openRegimes(state, context.rules), state, starts, context);
}

/** What the letter starts that was sent in a decision's stead, for the regimes to which the case has ended by it. */
export function startSummarySent(
  state: ComplaintState,
  sentAt: Instant,
  context: Counts,
): readonly ComplaintEvent[] {
  const ended = endedRegimes(state, context.rules);
  return startUnder(ended, state, { 'summary-sent': sentAt }, context);
}

/**
 * What a letter of delay starts that met clocks of the firm, for the regimes of these: the answer is owed all the same,
 * and without another time for it nothing of the case would fall due. Where the letter names a day, and the rule goes
 * by it, that day is the time.
 */
export function startDelayExplained(
  state: ComplaintState,
  met: readonly string[],
  { at, promisedOn }: { readonly at: Instant; readonly promisedOn: string | undefined },
  context: Counts,
): readonly ComplaintEvent[] {
  const under = state.clocks.filter(({ name }) => met.includes(name)).map(({ regime }) => regime);
  const regimes = openRegimes(state, context.rules).filter(({ name }) => under.includes(name));
  return startUnder(regimes, state, { 'delay-explained': at, promisedOn }, context);
}

function startUnder(
  regimes: readonly Regime[],
  state: ComplaintState,
  { promisedOn, ...starts }: Starts & { readonly promisedOn?: string | undefined },
  context: Counts,
): readonly ComplaintEvent[] {
  const { raisedTo } = state;
  const once = Object.keys(starts).some((start) => ONCE.some((one) => one === start));
  const known = new Set(
    [...state.clocks.filter(({ stopped }) => once || !stopped), ...state.waiting].map(
      ({ name }) => name,
    ),
  );
  const about = { kinds: kindsOf(state), leading: regimeOf(state), raisedTo, promisedOn };
  return clocksStarted(regimes, starts, about, context)
    .filter(({ data }) => !hasAsked(state) || !isTimeToAsk(regimes, data))
    .flatMap((begun) =>
      known.has(begun.data.clock) ? startAgain(state, begun, context.rules) : [begun],
    );
}

/** What a result starts that somebody was told; what was said on the phone was not sent. */
export function startTold(
  state: ComplaintState,
  { toldAt, channel }: { readonly toldAt: Instant; readonly channel: string },
  context: Counts,
): readonly ComplaintEvent[] {
  const sent = channel === 'phone' ? {} : { 'final-response-sent': toldAt };
  return startClocks(state, { told: toldAt, ...sent }, context);
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
