import type { Calendar } from '../../regimes/calendars/calendar.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../../regimes/shelf.ts';
import type { Uncovered } from '../../workflows/business-days.ts';
import { countPeriod, prolongPeriod, resumePeriod } from '../../workflows/count-period.ts';
import type { CountUnit, CountedPeriod, CountingWay } from '../../workflows/count-period.ts';

/** Deadlines as the regulations demand them, worked out by hand on a wall calendar, each named after its article. */
export type Vector = {
  readonly article: string;
  readonly answer: () => CountedPeriod | Uncovered;
  readonly lastDay: string;
};

const book = ruleBook(readCalendars(CALENDARS));

/** The calendar of a name that ships. */
export function calendarOf(name: string): Calendar {
  const found = book.calendar(name, { at: '2026-03-02T12:00:00.000Z' });
  if (found === undefined) throw new Error(`the calendar ${name} does not ship`);
  return found;
}

/** Counting by a calendar that ships, in its own zone; the start day left out, nothing rolled. */
export function by(name: string, change: Partial<CountingWay> = {}): CountingWay {
  const calendar = calendarOf(name);
  return { zone: calendar.zone, startDayCounts: false, rollOnHoliday: 'none', calendar, ...change };
}

/** What must have been counted. */
export function counted(answer: CountedPeriod | Uncovered): CountedPeriod {
  if ('uncovered' in answer) throw new Error(`not covered: ${JSON.stringify(answer)}`);
  return answer;
}

const CHINA = by('cn-mainland');
const ROLLING = by('cn-mainland', { rollOnHoliday: 'next-business-day' });

/** Monday 2 March 2026, at noon in Shanghai. */
const RECEIVED = '2026-03-02T04:00:00.000Z';
const noon = (day: string): string => `${day}T04:00:00.000Z`;

const from =
  (startsAt: string, count: number, unit: CountUnit, way: CountingWay) =>
  (): CountedPeriod | Uncovered =>
    countPeriod(startsAt, { count, unit }, way);
const vector = (article: string, lastDay: string, answer: Vector['answer']): Vector => ({
  article,
  answer,
  lastDay,
});

/** The same Monday, at noon there. */
const LONDON = '2026-03-02T12:00:00.000Z';
const SYDNEY = '2026-03-02T01:00:00.000Z';
const NEW_YORK = '2026-03-02T17:00:00.000Z';

const thirty = counted(countPeriod(RECEIVED, { count: 30, unit: 'day' }, CHINA, 'total'));
const fifteen = counted(countPeriod(RECEIVED, { count: 15, unit: 'day' }, CHINA));

export const vectors: readonly Vector[] = [
  vector('Order 2020-3 art. 18: 15 days', '2026-03-17', from(RECEIVED, 15, 'day', CHINA)),
  vector('Order 2020-3 art. 18: complex, 30 days in all', '2026-04-01', () => thirty),
  vector('Order 2020-3 art. 18: very complex, 30 days more, on a holiday', '2026-05-01', () =>
    prolongPeriod(thirty, { count: 30, unit: 'day' }, CHINA),
  ),
  vector('Civil Code art. 203: the same, rolled to the next working day', '2026-05-06', () =>
    prolongPeriod(thirty, { count: 30, unit: 'day' }, ROLLING),
  ),
  vector('Order 2020-3 art. 23: 15 days, ten of mediation left out', '2026-03-27', () =>
    resumePeriod(
      fifteen,
      { pausedAt: noon('2026-03-05'), resumedAt: noon('2026-03-15') },
      'day',
      CHINA,
    ),
  ),
  vector(
    'Order 2020-3 art. 18: new facts on 12 March restart 15 days',
    '2026-03-27',
    from(noon('2026-03-12'), 15, 'day', CHINA),
  ),
  vector(
    'Order 2020-3 art. 20: 30 days to seek review of a decision received on 17 March',
    '2026-04-16',
    from(noon('2026-03-17'), 30, 'day', CHINA),
  ),
  vector(
    'Order 2020-3 art. 20: 30 days to decide a review applied for on 10 April',
    '2026-05-10',
    from(noon('2026-04-10'), 30, 'day', CHINA),
  ),
  vector(
    'Order 2020-3 art. 33: 7 working days to forward, over the Spring Festival',
    '2026-02-28',
    from(noon('2026-02-12'), 7, 'business-day', CHINA),
  ),
  vector(
    'Life insurance services 2010 art. 29: 10 working days, over a make-up Sunday',
    '2026-09-30',
    from(noon('2026-09-16'), 10, 'business-day', CHINA),
  ),
  vector(
    'DISP 1.5: third business day after receipt',
    '2026-03-05',
    from(LONDON, 3, 'business-day', by('uk-england-wales')),
  ),
  vector('DISP 1.6.2: 8 weeks', '2026-04-27', from(LONDON, 8, 'week', by('uk-england-wales'))),
  vector(
    'DISP 1.6.2A: 15 business days',
    '2026-03-23',
    from(LONDON, 15, 'business-day', by('uk-england-wales')),
  ),
  vector(
    'DISP 1.6.2A: 35 business days, over Easter',
    '2026-04-22',
    from(LONDON, 35, 'business-day', by('uk-england-wales')),
  ),
  vector(
    'PSD2 art. 101: 15 business days',
    '2026-03-23',
    from(LONDON, 15, 'business-day', by('eu-target')),
  ),
  vector(
    'PSD2 art. 101: 35 business days, over Easter',
    '2026-04-22',
    from(LONDON, 35, 'business-day', by('eu-target')),
  ),
  vector('RG 271: 30 calendar days', '2026-04-01', from(SYDNEY, 30, 'day', by('au-national'))),
  vector(
    'RG 271: superannuation, 45 days',
    '2026-04-16',
    from(SYDNEY, 45, 'day', by('au-national')),
  ),
  vector(
    'RG 271: death benefit, 90 days',
    '2026-05-31',
    from(SYDNEY, 90, 'day', by('au-national')),
  ),
  vector('RG 271: hardship, 21 days', '2026-03-23', from(SYDNEY, 21, 'day', by('au-national'))),
  vector(
    'RG 271: closed within 5 business days',
    '2026-03-09',
    from(SYDNEY, 5, 'business-day', by('au-national')),
  ),
  vector(
    'RG 271: closed within 5 business days, Labour Day of Victoria among them',
    '2026-03-10',
    from(SYDNEY, 5, 'business-day', by('au-vic')),
  ),
  vector(
    'CFPB: sent to the company, 15 days',
    '2026-03-17',
    from(NEW_YORK, 15, 'day', by('us-federal')),
  ),
  vector('CFPB: 60 days in all', '2026-05-01', () =>
    countPeriod(NEW_YORK, { count: 60, unit: 'day' }, by('us-federal'), 'total'),
  ),
  vector(
    'FA-CHR 2021 reg. 5(3)(a): 2 business days',
    '2026-03-04',
    from(RECEIVED, 2, 'business-day', by('sg')),
  ),
  vector(
    'FA-CHR 2021 reg. 5(3)(e): 20 business days',
    '2026-03-30',
    from(RECEIVED, 20, 'business-day', by('sg')),
  ),
  vector('IC-4: 7 days', '2026-03-09', from(RECEIVED, 7, 'day', by('hk'))),
  vector('IC-4: 30 days', '2026-04-01', from(RECEIVED, 30, 'day', by('hk'))),
  vector('IC-4: 60 days', '2026-05-01', from(RECEIVED, 60, 'day', by('hk'))),
];
