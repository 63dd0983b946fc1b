import type { Length } from '../../regimes/regime.ts';

/** How long a record is kept, from what. A rule without a length points at other laws. */
export type RetentionRule = {
  readonly name: string;
  /** What is not known in the case – the end of a contract – gives no day. */
  readonly from: 'received' | 'closed' | 'dispute-ended' | 'contract-ended';
  readonly length?: Length;
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
};

const years = (count: number): Length => ({ count, unit: 'year' });

const OF_REGIME: { readonly [regime: string]: readonly RetentionRule[] } = {
  'cn-nfra-2020': [
    { name: 'case-file', from: 'closed', article: 'Order 2020-3 art. 28', mark: 'V' },
    {
      name: 'sales-recording-dispute',
      from: 'dispute-ended',
      length: years(2),
      article: 'Recordings measure 2017-54 art. 13',
      mark: 'V',
    },
    {
      name: 'sales-recording',
      from: 'contract-ended',
      length: years(10),
      article: 'Recordings measure 2017-54 art. 13',
      mark: 'V',
    },
    {
      name: 'suitability-material',
      from: 'contract-ended',
      length: years(5),
      article: 'Suitability measure 2025-7 art. 17',
      mark: 'V',
    },
  ],
  'cn-pboc-2020': [
    {
      name: 'case-file',
      from: 'closed',
      length: years(3),
      article: 'PBoC Order 2020-5, after a secondary source',
      mark: 'S',
    },
  ],
  'uk-fca-disp': [
    { name: 'case-file', from: 'received', length: years(3), article: 'DISP 1.9.1R', mark: 'V' },
  ],
  'sg-mas-2021': [
    {
      name: 'case-file',
      from: 'closed',
      length: years(5),
      article: 'FA (CHR) Regs 2021 reg. 8(3)',
      mark: 'V',
    },
  ],
};

/** Where no rule names a number the house keeps its files this long all the same. */
const HOUSE: RetentionRule = {
  name: 'house',
  from: 'closed',
  length: years(5),
  article: 'house rule',
  mark: 'P',
};

export function retentionRules(regime: string | undefined): readonly RetentionRule[] {
  return [...(OF_REGIME[regime ?? ''] ?? []), HOUSE];
}
