import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { houseRules, openRegimes } from './case-regime.ts';
import type { ComplaintState } from './state.ts';

/** Whose sections a letter of a case holds: those of the regimes it still goes on for, then the house's own. */
export function letterRegimes(
  state: ComplaintState,
  context: { readonly rules: RuleBook; readonly now: Instant },
): readonly Regime[] {
  const regimes = openRegimes(state, context.rules);
  const house = houseRules(context);
  return house === undefined || regimes.includes(house) ? regimes : [...regimes, house];
}

/** The language in which a case's complainant is written to; none while nobody took an imported case over. */
export function letterLanguage({ received, imported }: ComplaintState): 'zh-CN' | 'en' | undefined {
  return received?.language ?? imported?.takenOver?.language;
}

/** The language a letter is drafted in while no case says another: Chinese where the first regime is the mainland's. */
export function usualLanguage([first]: readonly Pick<Regime, 'zone'>[]): 'zh-CN' | 'en' {
  return first?.zone === 'Asia/Shanghai' ? 'zh-CN' : 'en';
}
