import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { receivedAtOf, regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * The regime a case is handled under, in the version its clocks are bound to. What this regime does not say is not
 * demanded of the case.
 */
export function caseRegime(state: ComplaintState, rules: RuleBook): Regime | undefined {
  const name = regimeOf(state);
  return name === undefined ? undefined : bound(state, name, rules);
}

/** The same with the regimes that lie over it; the leading one comes first. */
export function caseRegimes(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  const names = [regimeOf(state) ?? [], state.received?.overlays ?? []].flat();
  return names.flatMap((name) => bound(state, name, rules) ?? []);
}

/** A regime none of whose clocks ever started binds in the version of the day of receipt. */
function bound(state: ComplaintState, name: string, rules: RuleBook): Regime | undefined {
  const clock = [...state.clocks, ...state.waiting].find(({ regime }) => regime === name);
  if (clock !== undefined) return rules.regime(name, { version: clock.version });
  const at = receivedAtOf(state);
  return at === null ? undefined : rules.regime(name, { at });
}
