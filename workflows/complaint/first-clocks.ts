import { needsCalendar } from '../../regimes/clock.ts';
import { isNatural } from '../../regimes/length.ts';
import { dutiesOf } from '../../regimes/overlay.ts';
import type { Clock, Length, Regime, RuleLength } from '../../regimes/regime.ts';
import type { Refusal } from '../process.ts';
import { refuse } from './refuse.ts';

/** The clocks a complaint starts with: the firm's own duties from its receipt, for the regime's first kind. */
export function firstClocks(regime: Regime): readonly Clock[] {
  return dutiesOf([regime], ['received', 'sent-to-firm']).map(({ clock }) => clock);
}

/** Clocks in business days cannot be promised before they can be counted: the complaint is refused, not guessed at. */
export function refuseBusinessDays(regime: Regime): { readonly refused: Refusal } | undefined {
  const uncounted = firstClocks(regime).find(needsCalendar);
  return uncounted === undefined
    ? undefined
    : refuse(
        'business-days-not-counted',
        `The clock ${uncounted.name} of ${regime.name} needs business days, which cannot be counted yet.`,
        `${regime.name} 的时限 ${uncounted.name} 需按工作日计算，目前尚不支持。`,
      );
}

/** A length that was let through when its clock started. */
export function natural(length: RuleLength): Length {
  if (!isNatural(length)) throw new Error('A clock in business days was started all the same.');
  return length;
}
