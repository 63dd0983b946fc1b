import { dayIn, receivedOn } from './known-case.ts';
import type { KnownCase, Spell } from './known-case.ts';
import { daysAfter, isWithin } from './period.ts';
import type { Period } from './period.ts';
import { returnForm } from './return-form.ts';
import type { LeftOut, Placement, Table } from './return-form.ts';

const ANNEX = { article: 'DISP 1.10.2R, DISP 1 Annex 1R', mark: 'V' } as const;

/** DISP 1.6.2R: a final response by the end of eight weeks from receipt. */
const EIGHT_WEEKS = 56;

const UNKNOWN = 'unclassified';

type TableName =
  | 'outstanding-at-start'
  | 'opened'
  | 'opened-by-product'
  | 'closed'
  | 'closed-by-age'
  | 'closed-by-outcome'
  | 'outstanding-at-end'
  | 'redress-paid';

const whole = (en: string, zh: string): Table<TableName> => ({
  ...ANNEX,
  title: { en, zh },
  unit: 'cases',
  rows: ['all'],
});

/** From this day on the consolidated return of PS25/19 takes the place of five others. */
const CONSOLIDATED = { article: 'PS25/19', mark: 'S', from: '2027-01-01' } as const;

/**
 * What is known of the consolidated return without its text. Products and issues stand in a table on pages 33 to 40 of
 * the policy statement, which could not be read: the rows here are the institution's own products until it is data.
 */
const leavesOut: readonly LeftOut[] = [
  {
    ...CONSOLIDATED,
    what: {
      en: 'The products and issues of PS25/19 (pages 33 to 40): rows are the institution’s own products.',
      zh: 'PS25/19（第33至40页）规定的产品与问题分类：本表按机构自身产品列示。',
    },
  },
  {
    ...CONSOLIDATED,
    what: {
      en: 'The two figures on customers in vulnerable circumstances: no event tells them.',
      zh: '两项弱势客户数据：系统事件中尚无此信息。',
    },
  },
  {
    ...CONSOLIDATED,
    what: {
      en: 'The figures of context, kept for retail banking, insurance, payment services and claims management.',
      zh: '背景数据（零售银行、保险、支付服务及索赔管理公司仍须报送）。',
    },
  },
  {
    ...CONSOLIDATED,
    what: {
      en: 'The sections by permission: a return is of one legal entity, no group return; a firm without complaints makes a nil return.',
      zh: '按许可事项划分的章节：以单一法人实体为单位，不作集团合并；无投诉者作零报告。',
    },
  },
  {
    ...CONSOLIDATED,
    what: {
      en: 'How it is filed: half-years are fixed, the first is 1 January to 30 June 2027, and its window opens on 1 July 2027.',
      zh: '报送安排：固定半年期，首期为2027年1月1日至6月30日，2027年7月1日开放报送。',
    },
  },
];

/** The half-year return of a firm. */
export const ukDisp = returnForm<TableName>({
  title: { en: 'United Kingdom: half-year complaints return', zh: '英国：半年度投诉报表' },
  ...ANNEX,
  periods: ['half-year'],
  regimes: ['uk-fca-disp'],
  looksBack: true,
  tables: {
    'outstanding-at-start': whole('Outstanding at the start', '期初未结'),
    opened: whole('Opened', '本期收到'),
    'opened-by-product': {
      ...ANNEX,
      title: { en: 'Opened, by product', zh: '本期收到，按产品' },
      unit: 'cases',
      divides: 'opened',
    },
    closed: whole('Closed', '本期办结'),
    'closed-by-age': {
      ...ANNEX,
      title: { en: 'Closed, by time taken', zh: '本期办结，按用时' },
      unit: 'cases',
      divides: 'closed',
      rows: ['by-summary-resolution', 'within-8-weeks', 'over-8-weeks'],
    },
    'closed-by-outcome': {
      ...ANNEX,
      title: { en: 'Closed, by outcome', zh: '本期办结，按结果' },
      unit: 'cases',
      divides: 'closed',
      rows: ['upheld', 'not-upheld', 'settled', 'without-decision'],
    },
    'outstanding-at-end': whole('Outstanding at the end', '期末未结'),
    'redress-paid': {
      ...ANNEX,
      title: { en: 'Redress paid', zh: '已支付赔偿' },
      unit: 'money',
    },
  },
  leavesOut,
  balances: [{ left: ['outstanding-at-start', 'opened'], right: ['closed', 'outstanding-at-end'] }],
  place: (known, period) => {
    if (known.isNone || known.mergedInto !== null) return [];
    return [
      ...known.spells.flatMap((spell) => spellPlaced(known, spell, period)),
      ...redressPaid(known, period),
    ];
  },
});

/** A complaint that was reopened counts once more, from then on. */
function spellPlaced(
  known: KnownCase,
  spell: Spell,
  period: Period,
): readonly Placement<TableName>[] {
  const began = spell.beganAt === null ? receivedOn(known) : dayIn(known, spell.beganAt);
  const end = spell.endedAt === null ? null : dayIn(known, spell.endedAt);
  if (began > period.to || (end !== null && end < period.from)) return [];
  const opened = isWithin(period, began)
    ? [
        { table: 'opened', row: 'all' } as const,
        { table: 'opened-by-product', row: known.product ?? UNKNOWN } as const,
      ]
    : [{ table: 'outstanding-at-start', row: 'all' } as const];
  if (end === null || end > period.to)
    return [...opened, { table: 'outstanding-at-end', row: 'all' }];
  return [
    ...opened,
    { table: 'closed', row: 'all' },
    { table: 'closed-by-age', row: ageOf(spell, began, end) },
    { table: 'closed-by-outcome', row: outcomeOf(spell) },
  ];
}

/** DISP 1.5: what is resolved by the third business day is told by a summary, which the regime allows no later. */
function ageOf({ endedBy }: Spell, began: string, end: string): string {
  if (endedBy === 'early-resolution') return 'by-summary-resolution';
  return end <= daysAfter(began, EIGHT_WEEKS) ? 'within-8-weeks' : 'over-8-weeks';
}

function outcomeOf({ outcome }: Spell): string {
  if (outcome === null) return 'without-decision';
  return outcome === 'partly-upheld' ? 'upheld' : outcome;
}

function redressPaid(known: KnownCase, period: Period): readonly Placement<TableName>[] {
  return known.remedies.flatMap(({ amount, currency, deliveredAt }) => {
    if (amount === null || currency === null || deliveredAt === null) return [];
    if (!isWithin(period, dayIn(known, deliveredAt))) return [];
    return [{ table: 'redress-paid', row: currency, adds: amount }];
  });
}
