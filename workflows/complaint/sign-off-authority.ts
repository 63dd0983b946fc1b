import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Rank } from '../../regimes/regime.ts';
import { isAtMost } from './money.ts';
import type { Money } from './money.ts';

/** Who may sign a decision: the first rule that fits. Without a condition it fits everything. */
type Authority = {
  readonly name: string;
  readonly outcomes?: readonly EventData<'DecisionProposed'>['outcome'][];
  readonly classes?: readonly EventData<'ComplaintClassified'>['class'][];
  /** All that the decision pays; an amount in another currency does not fit. */
  readonly upTo?: Money;
  /** The least rank that signs. */
  readonly rank: Rank;
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
};

/** A house rule, proposed: no regime we read says who signs. The last rule fits everything. */
export const SIGN_OFF_AUTHORITY: readonly Authority[] = [
  house('very-complex', 'executive', { classes: ['very-complex'] }),
  house('complex-not-upheld', 'head', { classes: ['complex'], outcomes: ['not-upheld'] }),
  house('small', 'supervisor', { upTo: { amount: '10000.00', currency: 'CNY' } }),
  house('small-dollars', 'supervisor', { upTo: { amount: '1500.00', currency: 'USD' } }),
  house('medium', 'head', { upTo: { amount: '100000.00', currency: 'CNY' } }),
  house('medium-dollars', 'head', { upTo: { amount: '15000.00', currency: 'USD' } }),
  house('any', 'executive', {}),
];

function house(
  name: string,
  rank: Rank,
  when: Pick<Authority, 'outcomes' | 'classes' | 'upTo'>,
): Authority {
  return { name, rank, ...when, article: 'house rule', mark: 'P' };
}

export type Signable = {
  readonly outcome: EventData<'DecisionProposed'>['outcome'];
  readonly class: EventData<'ComplaintClassified'>['class'];
  /** What all remedies come to; `null` when nothing is paid. */
  readonly amount: Money | null;
};

export function authorityOver({
  outcome,
  class: ofClass,
  amount,
}: Signable): Authority | undefined {
  return SIGN_OFF_AUTHORITY.find(
    ({ outcomes, classes, upTo }) =>
      (outcomes?.includes(outcome) ?? true) &&
      (classes?.includes(ofClass) ?? true) &&
      (upTo === undefined || amount === null || isAtMost(amount, upTo)),
  );
}
