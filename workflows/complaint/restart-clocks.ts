import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Refusal } from '../process.ts';
import { orAgreedDay } from './agreed-day.ts';
import { isOpenFor } from './case-regime.ts';
import { begunBy } from './clock-period.ts';
import { running } from './clocks.ts';
import { refuseUncounted, ruleName, ruleOf } from './counting.ts';
import { isInTime, standing } from './in-time.ts';
import { heldOn } from './pause-clocks.ts';
import { promiseOf } from './promise.ts';
import { recount } from './recount.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { lapsed, revokedBy } from './stop-clocks.ts';

/**
 * New facts or reasons of the complainant: the clocks that their regime lets start anew do so, with every step of their
 * ladder to take again (Order 2020-3 art. 18). It counts when they were received, not when they were recorded: the
 * breach of a clock that was not due by then is none where it has more time by them. What was due before they came
 * stays breached, and what counts from a later instant already does not move back to them. Time left out since they
 * came stays left out, though they were found only after it. A day on which both sides agreed stands where the new
 * count ends no later (art. 21).
 */
export function restartClocks(
  state: ComplaintState,
  startsAt: string,
  context: Context,
  isMeant: (clock: CaseClock) => boolean = () => true,
): { readonly events: readonly ComplaintEvent[] } | { readonly refused: Refusal } {
  const { rules, now } = context;
  const events: ComplaintEvent[] = [];
  const isRestarted = (clock: CaseClock) => clock.startsAt <= startsAt && isInTime(clock, startsAt);
  for (const clock of running(state).filter((one) => isMeant(one) && isRestarted(one))) {
    const found = ruleOf(clock, rules);
    if (found === undefined || !isRestarting(state, clock, context)) continue;
    const { regime, rule } = found;
    const period = begunBy(startsAt, clock);
    const counted = recount(regime, rule, period, { rules, now });
    if ('unpublished' in counted) return refuseUncounted(counted.unpublished);
    const { name, dueAt: before, breached } = clock;
    const { ends, source, said } = orAgreedDay(clock, rule, counted);
    if (breached && ends.dueAt <= before) continue;
    const promise = promiseOf(rule, startsAt, ends, { raisedTo: state.raisedTo, now, source });
    const kept = period.pauses.length === 0 ? {} : { pauses: [...period.pauses] };
    const from = { startsAt, before, because: 'new-facts', ...said, ...kept } as const;
    events.push(
      { type: 'ClockRestarted', data: { clock: name, ...promise, ...from } },
      ...revokedBy('new-facts', { name, dueAt: before, breached }),
      // What holds it still does: it begins again standing still.
      ...heldOn(clock, standing(clock), startsAt, context),
      ...lapsed(state, name, 'clock-restarted'),
    );
  }
  return { events };
}

/** By which new facts let a clock begin anew. */
export function restarting(regime: Regime | undefined, clock: string) {
  return regime?.repeats?.find(
    ({ newFacts, effect, clocks }) =>
      newFacts && effect === 'restart' && clocks.includes(ruleName(clock)),
  );
}

/** Whether new facts begin a clock again: of a regime for which the case has ended they begin none. */
export function isRestarting(
  state: ComplaintState,
  clock: Pick<CaseClock, 'name' | 'regime' | 'version'>,
  { rules }: Pick<Context, 'rules'>,
): boolean {
  const found = ruleOf(clock, rules);
  return isOpenFor(state, clock.regime) && restarting(found?.regime, clock.name) !== undefined;
}
