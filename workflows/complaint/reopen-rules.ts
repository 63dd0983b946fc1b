import type { Length } from '../../regimes/regime.ts';

/** How long after the telling a closed case may be opened once more, and where that is written. */
export type ReopenRule = {
  readonly within: Length;
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
};

/** No rule we read knows a second opening: the house takes the time in which the next instance may be asked. */
const HOUSE: ReopenRule = { within: { count: 30, unit: 'day' }, article: 'house rule', mark: 'P' };

const OF_REGIME: { readonly [regime: string]: ReopenRule } = {
  'uk-fca-disp': {
    within: { count: 6, unit: 'month' },
    article: 'house rule, after DISP 2.8.2R',
    mark: 'P',
  },
};

export function reopenRule(regime: string | undefined): ReopenRule {
  return OF_REGIME[regime ?? ''] ?? HOUSE;
}
