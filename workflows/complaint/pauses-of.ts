import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { ruleOf } from './counting.ts';
import type { CaseClock } from './state.ts';

export type Pause = NonNullable<Regime['pauses']>[number];

/** The pauses by which the regime of a clock lets it stand still. */
export function pausesOf(
  clock: Pick<CaseClock, 'name' | 'regime' | 'version'>,
  rules: RuleBook,
): readonly Pause[] {
  const { regime, rule } = ruleOf(clock, rules) ?? {};
  return (regime?.pauses ?? []).filter(({ clocks }) => clocks.includes(rule?.name ?? ''));
}

export function latest(first: Instant, ...others: readonly Instant[]): Instant {
  return others.reduce((one, other) => (other > one ? other : one), first);
}
