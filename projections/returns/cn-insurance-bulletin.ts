import { isPassedOnWithin } from './passed-on.ts';
import { returnForm } from './return-form.ts';
import type { Ratio } from './return-form.ts';

const BULLETIN = {
  article: '保险消费投诉情况的通报 (quarterly bulletin, 2022 Q1–Q4)',
  mark: 'S',
} as const;

const UNKNOWN = 'unclassified';

type TableName = 'complaints' | 'reason' | 'product';

const ratio = (by: Ratio['by'], per: string, title: Ratio['title']): Ratio<TableName> => ({
  ...BULLETIN,
  name: `per-${by}`,
  of: 'complaints',
  by,
  per,
  title,
});

/** How the national bulletin counts one insurer: what the regulator received and passed on. */
export const cnInsuranceBulletin = returnForm<TableName>({
  title: {
    en: 'China: counted as the national insurance bulletin',
    zh: '中国：按全国保险通报口径统计',
  },
  ...BULLETIN,
  periods: ['quarter', 'year'],
  regimes: ['cn-nfra-2020'],
  tables: {
    complaints: {
      ...BULLETIN,
      title: { en: 'Complaints passed on by the regulator', zh: '监管转送投诉' },
      unit: 'cases',
      rows: ['all'],
    },
    reason: {
      ...BULLETIN,
      title: { en: 'By reason', zh: '按投诉事由' },
      unit: 'cases',
      divides: 'complaints',
      shares: true,
    },
    product: {
      ...BULLETIN,
      title: { en: 'By product', zh: '按险种' },
      unit: 'cases',
      divides: 'complaints',
      shares: true,
    },
  },
  ratios: [
    ratio('premium-yuan', '100000000', {
      en: 'Complaints per 100,000,000 yuan of premium',
      zh: '件/亿元保费',
    }),
    ratio('policies', '10000', { en: 'Complaints per 10,000 policies', zh: '件/万张保单' }),
    ratio('person-times', '10000', {
      en: 'Complaints per 10,000 person-times',
      zh: '件/万人次',
    }),
  ],
  place: (known, period) => {
    if (!isPassedOnWithin(known, period)) return [];
    return [
      { table: 'complaints', row: 'all' },
      { table: 'reason', row: known.cause ?? UNKNOWN },
      { table: 'product', row: known.product ?? UNKNOWN },
    ];
  },
});
