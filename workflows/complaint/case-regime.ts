import { MARKS } from '../../regimes/datum.ts';
import type { Mark } from '../../regimes/datum.ts';
import { HOUSE } from '../../regimes/house.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Context } from '../process.ts';
import { middayOf, overlaysOf } from './comes-under.ts';
import { receivedAtOf, regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * The regimes a case is handled under, the leading one first, each once and in the version its clocks are bound to.
 * What none of them says is not demanded of the case.
 */
export function caseRegimes(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  const names = [regimeOf(state) ?? [], overlaysOf(state)].flat();
  return [...new Set(names)].flatMap((name) => bound(state, name, rules) ?? []);
}

/** Of these the ones for which the case has not ended: after an end that only some of them know, the others. */
export function openRegimes(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  return caseRegimes(state, rules).filter(({ name }) => isOpenFor(state, name));
}

export function isOpenFor({ after }: Pick<ComplaintState, 'after'>, regime: string): boolean {
  return after.goesOnFor?.includes(regime) !== false;
}

/** Those for which it has ended, of a case that did not end by a decision told. */
export function endedRegimes(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  const { goesOnFor } = state.after;
  return caseRegimes(state, rules).filter(({ name }) => goesOnFor?.includes(name) !== true);
}

type Counts = Pick<Context, 'rules' | 'now'>;

/** A datum, and the regime of the case that has it. */
export type SaidBy<Rule> = { readonly regime: Regime; readonly rule: Rule };

type Placed = { readonly limit: 'legal' | 'target'; readonly mark: Mark };

/**
 * What the regimes of a case say of one thing, by the strictest of them; among equals the law goes before the house's
 * own target, and the surer datum before the other, whichever regime leads. Where all are silent, what the house's own
 * rules say: these are looked up, and so named as a ground, only then.
 */
export function strictestSaid<Rule extends Placed>(
  state: ComplaintState,
  context: Counts,
  say: (regime: Regime) => Rule | undefined,
  byStrictness: (one: Rule, other: Rule) => number = () => 0,
): SaidBy<Rule> | undefined {
  const said = allSaid(state, context, (regime) => {
    const rule = say(regime);
    return rule === undefined ? [] : [{ regime, rule }];
  });
  return said.toSorted(
    ({ rule: one }, { rule: other }) => byStrictness(one, other) || bySource(one, other),
  )[0];
}

/** Law first, then the surer datum. */
export function bySource(one: Placed, other: Placed): number {
  const doubt = ({ limit, mark }: Placed) =>
    (limit === 'legal' ? 0 : MARKS.length) + MARKS.indexOf(mark);
  return doubt(one) - doubt(other);
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
  const { imported } = state;
  const at = receivedAtOf(state) ?? (imported === null ? null : middayOf(imported.receivedOn));
  return at === null ? undefined : rules.regime(name, { at });
}
