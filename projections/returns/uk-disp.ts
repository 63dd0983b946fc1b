import { dayIn, receivedOn } from './known-case.ts';
import type { KnownCase, Spell } from './known-case.ts';
import { daysAfter, isWithin } from './period.ts';
import type { Period } from './period.ts';
import { returnForm } from './return-form.ts';
import type { Placement, Table } from './return-form.ts';

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

/**
 * The half-year return of a firm. The two vulnerability figures of PS25/19, its taxonomy and its context figures are
 * not in it: no event tells them yet.
 */
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
