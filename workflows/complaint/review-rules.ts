import type { Length } from '../../regimes/regime.ts';

/** A second look inside the institution, as a regime has it. */
export type ReviewRule = {
  /** Whose result it lies against; a head office's is final where it says branch. */
  readonly against: 'branch' | 'any';
  readonly form: 'written' | 'any';
  /** From the day the complainant received the decision. */
  readonly requestWithin: Length;
  /** From the day the request was received. */
  readonly decideWithin: Length;
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
};

const MONTH: Length = { count: 30, unit: 'day' };

const REVIEW: { readonly [regime: string]: ReviewRule } = {
  'cn-nfra-2020': {
    against: 'branch',
    form: 'written',
    requestWithin: MONTH,
    decideWithin: MONTH,
    article: 'Order 2020-3 art. 20',
    mark: 'V',
  },
};

export function reviewRule(regime: string | undefined): ReviewRule | undefined {
  return REVIEW[regime ?? ''];
}
