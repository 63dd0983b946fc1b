import { receivedOn } from './known-case.ts';
import type { KnownCase } from './known-case.ts';
import { isWithin } from './period.ts';
import { returnForm } from './return-form.ts';
import type { Table } from './return-form.ts';

const ORDER = { article: 'Order 2020-3 art. 26', mark: 'V' } as const;
const PUBLISHED = {
  article: 'yearly disclosures of BOC 2025, CCB 2022, CIB 2023',
  mark: 'S',
} as const;

const UNKNOWN = 'unclassified';

type Divided = 'product' | 'cause' | 'channel' | 'branch';
type TableName = Divided | 'complaints' | 'left-out';

const divided = (en: string, zh: string): Table<TableName> => ({
  ...PUBLISHED,
  title: { en, zh },
  unit: 'cases',
  divides: 'complaints',
  shares: true,
});

/** What an institution publishes of its complaints once a year, repeats merged. */
export const cnDisclosure = returnForm<TableName>({
  title: { en: 'China: yearly public disclosure', zh: '中国：年度消费投诉信息披露' },
  ...ORDER,
  periods: ['year', 'half-year'],
  regimes: ['cn-nfra-2020', 'cn-pboc-2020'],
  tables: {
    complaints: {
      ...PUBLISHED,
      title: { en: 'Complaints received, repeats merged', zh: '收到的投诉（合并重复投诉后）' },
      unit: 'cases',
      rows: ['all'],
    },
    product: divided('By business type', '按业务类别'),
    cause: divided('By cause', '按投诉原因'),
    channel: divided('By channel', '按投诉渠道'),
    branch: divided('By branch', '按机构'),
    'left-out': {
      ...PUBLISHED,
      title: { en: 'Left out', zh: '未计入' },
      unit: 'cases',
      rows: ['merged-or-repeated', 'no-complaint'],
    },
  },
  place: (known, period) => {
    if (!isWithin(period, receivedOn(known))) return [];
    if (known.isNone) return [{ table: 'left-out', row: 'no-complaint' }];
    if (isRepeat(known)) return [{ table: 'left-out', row: 'merged-or-repeated' }];
    const { product, cause, channel, branch } = known;
    return [
      { table: 'complaints', row: 'all' },
      { table: 'product', row: product ?? UNKNOWN },
      { table: 'cause', row: cause ?? UNKNOWN },
      { table: 'channel', row: channel ?? UNKNOWN },
      { table: 'branch', row: branch ?? UNKNOWN },
    ];
  },
});

const AGAIN: readonly (string | null)[] = ['duplicate', 'repeat'];

function isRepeat({ mergedInto, links }: KnownCase): boolean {
  return mergedInto !== null || links.some(({ confirmed, as }) => confirmed && AGAIN.includes(as));
}
