import { HOUSE } from '../../regimes/house.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Context } from '../process.ts';
import { receivedAtOf, regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * The regimes a case is handled under, the leading one first, each in the version its clocks are bound to. What none
 * of them says is not demanded of the case.
 */
export function caseRegimes(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  const names = [regimeOf(state) ?? [], state.received?.overlays ?? []].flat();
  return names.flatMap((name) => bound(state, name, rules) ?? []);
}

/** Of these the ones for which the case has not ended: after an end that only some of them know, the others. */
export function openRegimes(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  const { goesOnFor } = state.after;
  return caseRegimes(state, rules).filter(({ name }) => goesOnFor?.includes(name) !== false);
}

/** Those for which it has ended, of a case that did not end by a decision told. */
export function endedRegimes(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  const { goesOnFor } = state.after;
  return caseRegimes(state, rules).filter(({ name }) => goesOnFor?.includes(name) !== true);
}

type Counts = Pick<Context, 'rules' | 'now'>;

/**
 * What the first of a case's regimes says that says anything; where all are silent, what the house's own rules say.
 * These are looked up, and so named as a ground, only then.
 */
export function firstToSay<Said>(
  state: ComplaintState,
  context: Counts,
  say: (regime: Regime) => Said | undefined,
): Said | undefined {
  for (const regime of caseRegimes(state, context.rules)) {
    const said = say(regime);
    if (said !== undefined) return said;
  }
  const house = houseRules(context);
  return house && say(house);
}

/** All that the regimes of a case say; where they are silent, what the house's own rules say. */
export function allSaid<Said>(
  state: ComplaintState,
  context: Counts,
  say: (regime: Regime) => readonly Said[],
): readonly Said[] {
  const said = caseRegimes(state, context.rules).flatMap(say);
  if (said.length > 0) return said;
  const house = houseRules(context);
  return house === undefined ? [] : say(house);
}

export function houseRules({ rules, now }: Counts): Regime | undefined {
  return rules.regime(HOUSE, { at: now });
}

/**
 * Of the versions its clocks are bound to the latest: what had stopped when a new one was adopted stays under the old.
 * A regime none of whose clocks ever started binds in the version of the day of receipt.
 */
function bound(state: ComplaintState, name: string, rules: RuleBook): Regime | undefined {
  const clocks = [...state.clocks, ...state.waiting].filter(({ regime }) => regime === name);
  if (clocks.length > 0) {
    const versions = new Set(clocks.map(({ version }) => version));
    return [...versions]
      .flatMap((version) => rules.regime(name, { version }) ?? [])
      .toSorted((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1))[0];
  }
  const at = receivedAtOf(state);
  return at === null ? undefined : rules.regime(name, { at });
}
