import { receivedOn } from './known-case.ts';
import type { KnownCase } from './known-case.ts';
import { isWithin } from './period.ts';
import { returnForm } from './return-form.ts';
import type { Placement, Table } from './return-form.ts';

/** What a blank or absent field is called. */
const BLANK = '(blank)';

const FIELDS = { article: 'CFPB consumer complaint database, public fields', mark: 'S' } as const;
const DERIVED = { article: 'house proposal: counted from the fields above', mark: 'P' } as const;
const cases = { unit: 'cases', divides: 'complaints' } as const;

/** Fields that are counted by value: the name of the fact, which is the table's too, and the field's titles. */
const COUNTED = {
  product: { en: 'Product', zh: '产品' },
  'sub-product': { en: 'Sub-product', zh: '子产品' },
  issue: { en: 'Issue', zh: '问题' },
  'sub-issue': { en: 'Sub-issue', zh: '子问题' },
  company: { en: 'Company', zh: '机构' },
  state: { en: 'State', zh: '州' },
  'submitted-via': { en: 'Submitted via', zh: '提交渠道' },
  'company-response': { en: 'Company response to consumer', zh: '机构答复' },
  timely: { en: 'Timely response?', zh: '是否按时答复' },
  disputed: { en: 'Consumer disputed?', zh: '消费者是否异议' },
  consent: { en: 'Consumer consent provided?', zh: '消费者是否同意公开' },
  tags: { en: 'Tags', zh: '标签' },
  'public-response': { en: 'Company public response', zh: '机构公开回应' },
} as const;
type Field = keyof typeof COUNTED;
const FIELD_NAMES = Object.keys(COUNTED) as readonly Field[];

type TableName =
  | Field
  | 'complaints'
  | 'received-by-month'
  | 'lag-bucket'
  | 'timely-by-lag-bucket'
  | 'timely-by-response'
  | 'disputed-by-response'
  | 'lag-days'
  | 'narratives'
  | 'narrative-characters';

/** Complaints received in the period by the public fields of the CFPB's database. */
export const usCfpb = returnForm<TableName>({
  title: { en: 'United States: CFPB database fields', zh: '美国：消费者金融保护局投诉数据库字段' },
  ...FIELDS,
  periods: ['month', 'quarter', 'half-year', 'year', 'days'],
  regimes: ['us-cfpb'],
  sources: ['cfpb'],
  tables: {
    complaints: {
      ...FIELDS,
      title: { en: 'Complaints received', zh: '收到的投诉' },
      unit: 'cases',
      rows: ['all'],
    },
    ...fieldTables(),
    'received-by-month': {
      ...{ ...DERIVED, ...cases },
      title: { en: 'By month of receipt', zh: '按收件月份' },
      byName: true,
    },
    'lag-bucket': {
      ...{ ...DERIVED, ...cases },
      title: { en: 'By days from receipt to the firm', zh: '按收件至送达机构天数' },
    },
    'timely-by-lag-bucket': {
      ...{ ...DERIVED, ...cases },
      title: { en: 'By these days and timeliness', zh: '按送达天数与时效' },
    },
    'timely-by-response': {
      ...{ ...DERIVED, ...cases },
      title: { en: 'By response and timeliness', zh: '按答复与时效' },
    },
    'disputed-by-response': {
      ...{ ...DERIVED, ...cases },
      title: { en: 'By response and dispute', zh: '按答复与异议' },
    },
    'lag-days': {
      ...DERIVED,
      title: { en: 'Days from receipt to the firm', zh: '收件至送达机构的天数合计' },
      unit: 'days',
      rows: ['sum'],
    },
    narratives: {
      ...DERIVED,
      title: { en: 'Complaints with a narrative', zh: '附有叙述的投诉' },
      unit: 'cases',
      rows: ['all', 'with-line-breaks'],
    },
    'narrative-characters': {
      ...DERIVED,
      title: { en: 'Characters of narratives', zh: '叙述字数合计' },
      unit: 'characters',
      rows: ['sum'],
    },
  },
  place: (known, period) => {
    const day = receivedOn(known);
    if (!isWithin(period, day)) return [];
    const [response, timely] = [field(known, 'company-response'), field(known, 'timely')];
    return [
      { table: 'complaints', row: 'all' },
      ...FIELD_NAMES.map((name) => ({ table: name, row: field(known, name) })),
      { table: 'received-by-month', row: day.slice(0, 7) },
      { table: 'timely-by-response', row: `${response} | ${timely}` },
      {
        table: 'disputed-by-response',
        row: `${response} | ${field(known, 'disputed')}`,
      },
      ...lagOf(known, day, timely),
      ...narrativeOf(known),
    ];
  },
});

function fieldTables(): { readonly [Name in Field]: Table<TableName> } {
  return Object.fromEntries(
    FIELD_NAMES.map((name) => [name, { ...FIELDS, ...cases, title: COUNTED[name] }]),
  ) as { readonly [Name in Field]: Table<TableName> };
}

/** The source's own words first; of a case of our own what we know in their place. */
function field({ facts, product, channel }: KnownCase, name: Field): string {
  const own = { product, 'submitted-via': channel } as const;
  return (
    facts?.[name] ?? (name === 'product' || name === 'submitted-via' ? own[name] : null) ?? BLANK
  );
}

function lagOf(known: KnownCase, day: string, timely: string): readonly Placement<TableName>[] {
  const bucket = (row: string): readonly Placement<TableName>[] => [
    { table: 'lag-bucket', row },
    { table: 'timely-by-lag-bucket', row: `${row} | ${timely}` },
  ];
  if (known.sentOn === null) return bucket(BLANK);
  const days = Math.round((Date.parse(known.sentOn) - Date.parse(day)) / 86_400_000);
  return [...bucket(bucketOf(days)), { table: 'lag-days', row: 'sum', adds: String(days) }];
}

function bucketOf(days: number): string {
  if (days <= 0) return '0';
  const [found] = BUCKETS.filter(({ to }) => days <= to);
  return found?.row ?? '>60';
}

const BUCKETS = [
  { to: 7, row: '1-7' },
  { to: 15, row: '8-15' },
  { to: 30, row: '16-30' },
  { to: 60, row: '31-60' },
] as const;

function narrativeOf({ narrative }: KnownCase): readonly Placement<TableName>[] {
  if (narrative === null) return [];
  return [
    { table: 'narratives', row: 'all' },
    ...(narrative.lines > 0 ? [{ table: 'narratives', row: 'with-line-breaks' } as const] : []),
    { table: 'narrative-characters', row: 'sum', adds: String(narrative.characters) },
  ];
}
