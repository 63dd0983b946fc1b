import { isPassedOnWithin } from './passed-on.ts';
import { returnForm } from './return-form.ts';

const BULLETIN = {
  article: '银行业消费投诉情况的通报 (quarterly bulletin, 2022 Q1–2023 Q1)',
  mark: 'S',
} as const;

const UNKNOWN = 'unclassified';

type TableName = 'complaints' | 'product' | 'cause';

/**
 * How the national bulletin counts one bank: what the regulator received and passed on, not all complaints of the bank
 * itself. Ranks and medians of a class of banks are the bulletin's own: one institution cannot know them.
 */
export const cnBulletin = returnForm<TableName>({
  title: { en: 'China: counted as the national bulletin', zh: '中国：按全国通报口径统计' },
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
    product: {
      ...BULLETIN,
      title: { en: 'By product', zh: '按产品' },
      unit: 'cases',
      divides: 'complaints',
      shares: true,
    },
    cause: {
      ...BULLETIN,
      title: { en: 'By cause', zh: '按投诉原因' },
      unit: 'cases',
      divides: 'complaints',
      shares: true,
    },
  },
  ratios: [
    {
      ...{ name: 'per-thousand-outlets', of: 'complaints', by: 'outlets', per: '1000' },
      title: { en: 'Complaints per 1,000 outlets', zh: '件/千营业网点' },
      ...BULLETIN,
    },
    {
      ...{ name: 'per-ten-million-customers', of: 'complaints' },
      ...{ by: 'personal-customers', per: '10000000' },
      title: { en: 'Complaints per 10,000,000 personal customers', zh: '件/千万个人客户' },
      ...BULLETIN,
    },
    {
      ...{ name: 'product-per-ten-million-customers', of: 'product' },
      ...{ by: 'personal-customers', per: '10000000' },
      title: { en: 'By product, per 10,000,000 personal customers', zh: '按产品，件/千万个人客户' },
      article: 'house proposal: the bulletin has counts and shares by product',
      mark: 'P',
    },
  ],
  place: (known, period) => {
    if (!isPassedOnWithin(known, period)) return [];
    const { product, cause } = known;
    return [
      { table: 'complaints', row: 'all' },
      { table: 'product', row: product ?? UNKNOWN },
      { table: 'cause', row: cause ?? UNKNOWN },
    ];
  },
});
