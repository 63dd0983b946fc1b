import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import { ruleName } from './counting.ts';
import { owedClocks } from './end-by-regime.ts';
import type { EndByRegime } from './end-by-regime.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/**
 * What a merge may not lose: the regimes that end with the merged complaint, and what the firm still owes by law under
 * them. The case that takes it in must come under each, and owe the same no later.
 */
export type Owed = NonNullable<EventData<'MergeAsked'>['ends']>;

/** What would end with the merged complaint; what goes on there is lost by nobody. */
export function endsByMerge(state: ComplaintState, { goesOn }: EndByRegime, rules: RuleBook): Owed {
  const { regimes, clocks } = owedIn(state, rules);
  return {
    regimes: regimes.filter((name) => !goesOn.includes(name)),
    clocks: clocks.filter(({ regime }) => !goesOn.includes(regime)),
  };
}

/** The receiving case has no use for time that stands still: when it ends is not known yet. */
export function refuseLoss(
  state: ComplaintState,
  ends: Owed,
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  const still = state.clocks.filter(({ paused }) => paused !== null).map(({ name }) => name);
  const { regimes, clocks } = owedIn(state, rules);
  const lost = lostBy(ends, {
    regimes,
    clocks: clocks.filter(({ clock }) => !still.includes(clock)),
  });
  const [clock] = lost.clocks;
  if (lost.regimes.length > 0)
    return refuse(
      'merge-loses-regime',
      `The complaint to be merged comes under ${lost.regimes.join(', ')}, this case does not: what is owed there would be lost.`,
      `拟并入的投诉适用 ${lost.regimes.join('、')}，本案不适用，并案将使其应尽义务落空。`,
    );
  if (clock === undefined) return undefined;
  const { clock: name, regime, dueAt } = clock;
  const [until, untilZh] =
    dueAt === undefined ? ['', ''] : [` until ${dueAt}`, `（${dueAt} 届满）`];
  return refuse(
    'merge-loses-deadline',
    `The law gives the complaint to be merged ${ruleName(name)} of ${regime}${until}; this case does not owe it as early.`,
    `拟并入的投诉在 ${regime} 下的法定时限“${inChineseWords(ruleName(name))}”${untilZh}严于本案，不得并入。`,
  );
}

/** Of what would end, that which is not owed elsewhere, or only later. */
export function lostBy(ends: Owed, kept: Owed): Owed {
  return {
    regimes: ends.regimes.filter((name) => !kept.regimes.includes(name)),
    clocks: ends.clocks.filter((one) => !kept.clocks.some((other) => isKeptBy(one, other))),
  };
}

type OwedClock = Owed['clocks'][number];

/** Two cases may name one clock differently: its regime may lead one of them. What is not counted goes by its start. */
function isKeptBy(one: OwedClock, other: OwedClock): boolean {
  if (one.regime !== other.regime || ruleName(one.clock) !== ruleName(other.clock)) return false;
  return one.dueAt === undefined || other.dueAt === undefined
    ? other.startsAt <= one.startsAt
    : other.dueAt <= one.dueAt;
}

/** A clock that waits for its calendar has not said its limit, and counts as the law's. */
function owedIn(state: ComplaintState, rules: RuleBook): Owed {
  return {
    regimes: openRegimes(state, rules).map(({ name }) => name),
    clocks: owedClocks(state)
      .filter((clock) => !('limit' in clock) || clock.limit === 'legal')
      .map((clock) => ({
        ...{ clock: clock.name, regime: clock.regime, startsAt: clock.startsAt },
        ...('dueAt' in clock ? { dueAt: clock.dueAt } : {}),
      })),
  };
}
