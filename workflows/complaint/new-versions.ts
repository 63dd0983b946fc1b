import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Decision } from '../process.ts';
import { isAgreed } from './agreed-day.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleName } from './counting.ts';
import { moveClock } from './move-clock.ts';
import { promiseOf } from './promise.ts';
import { recount } from './recount.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { takesOver } from './takes-over.ts';

/**
 * A case stays bound to the version of its regime under which its clocks started, unless the version that has come into
 * force since says that it takes running clocks over: then they are counted anew by it, from their own start and with
 * their steps and pauses. A clock that has stopped or is breached stays as it is.
 */
export function adoptNewVersions(
  state: ComplaintState,
  _data: CommandData<'AdoptNewVersions'>,
  context: Context,
): Decision<ComplaintEvent> {
  const bound = [...running(state).filter(({ breached }) => !breached), ...state.waiting];
  const pairs = Map.groupBy(bound, ({ regime, version }) => `${regime} ${version}`);
  const events: ComplaintEvent[] = [];
  for (const [first] of pairs.values()) {
    const newer = first === undefined ? undefined : takingOver(first, context);
    if (first === undefined || newer === undefined) continue;
    const basis = state.next + events.length;
    const { regime, version: before } = first;
    const { article, mark } = newer.transition;
    events.push({
      type: 'RegimeVersionAdopted',
      data: { regime, before, after: newer.regime.version, article, mark },
    });
    const mine = running(state).filter((clock) => takesOver({ regime, before }, clock));
    events.push(...mine.flatMap((clock) => moved(state, clock, newer.regime, basis, context)));
  }
  return { events };
}

type TakingOver = {
  readonly regime: Regime;
  readonly transition: NonNullable<Regime['transition']>;
};

/** The version in force now, if it is a later one and moves what runs. */
function takingOver(
  { regime: name, version }: Pick<CaseClock, 'regime' | 'version'>,
  { rules, now }: Context,
): TakingOver | undefined {
  const old = rules.regime(name, { version });
  const regime = rules.regime(name, { at: now });
  if (regime === undefined || old === undefined || regime.effectiveFrom <= old.effectiveFrom)
    return undefined;
  const { transition } = regime;
  return transition?.running === 'move' ? { regime, transition } : undefined;
}

/**
 * Nothing for a clock that the new version does not have, whose last day was agreed or promised, or that cannot be
 * counted yet.
 */
function moved(
  { raisedTo }: ComplaintState,
  clock: CaseClock,
  regime: Regime,
  basis: number,
  context: Context,
): readonly ComplaintEvent[] {
  const rule = regime.clocks.find(({ name }) => name === ruleName(clock.name));
  const isNamed = clock.promisedOn !== undefined || isAgreed(clock);
  if (rule === undefined || isNamed) return [];
  const counted = recount(regime, rule, clock, context);
  if ('unpublished' in counted) return [];
  const source = rule.extensions.find(({ name }) => name === clock.step) ?? rule;
  const { startsAt } = clock;
  const promise = promiseOf(rule, startsAt, counted, { raisedTo, now: context.now, source });
  return moveClock(clock, { startsAt, ...promise }, { because: 'new-version', basis }, context.now);
}
