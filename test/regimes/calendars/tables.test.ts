import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../regimes/calendars/calendar.ts';
import { CALENDARS, readCalendars } from '../../../regimes/shelf.ts';

/**
 * The tables that ship, held against the rules from which their days follow: Easter, the third Monday, the day that
 * stands for one on a weekend. What only a notice can say was compared with its text.
 */
const DAY = 86_400_000;
const shelf = readCalendars(CALENDARS);
const table = (name: string): Calendar => {
  const found = shelf.find(({ calendar }) => calendar.name === name);
  if (found === undefined) throw new Error(`${name} does not ship`);
  return found.calendar;
};
const yearsOf = ({ coveredFrom, coveredTo }: Calendar): readonly number[] =>
  Array.from({ length: coveredTo - coveredFrom + 1 }, (_, index) => coveredFrom + index);
const holidays = (name: string, year: number): readonly string[] =>
  table(name)
    .entries.filter(({ kind, date }) => kind === 'holiday' && date.startsWith(`${year}-`))
    .map(({ date }) => date);
/** Days off that are no weekend anyway. */
const weekdaysOff = (name: string, year: number): readonly string[] =>
  holidays(name, year).filter((date) => ![0, 6].includes(weekday(date)));

const text = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
const weekday = (date: string): number => new Date(Date.parse(date)).getUTCDay();
const plus = (date: string, days: number): string => text(Date.parse(date) + days * DAY);

/** Easter Sunday by the anonymous Gregorian rule. */
function easter(year: number): string {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const d = b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + d + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return text(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1));
}

/** The nth such weekday of a month, from the end when `n` is negative. */
function nth(year: number, month: number, day: number, n: number): string {
  const all = Array.from({ length: 31 }, (_, index) => text(Date.UTC(year, month - 1, index + 1)));
  const inMonth = all.filter((date) => Number(date.slice(5, 7)) === month && weekday(date) === day);
  const found = inMonth.at(n < 0 ? n : n - 1);
  if (found === undefined) throw new Error(`${year}-${month} has no such day`);
  return found;
}
const [MONDAY, TUESDAY, THURSDAY] = [1, 2, 4];

/** A day on a weekend is kept on the Monday after it; two in a row on Monday and Tuesday. */
function substituted(dates: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const date of dates) {
    let on = date;
    while ([0, 6].includes(weekday(on)) || kept.includes(on)) on = plus(on, 1);
    kept.push(on);
  }
  return kept;
}

test('Easter is found by its rule', () => {
  expect([2024, 2025, 2026, 2027].map(easter)).toEqual([
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
  ]);
});

test('every calendar that was promised ships, and says how sure it is', () => {
  const names = shelf.map(({ calendar }) => calendar.name);
  const states = ['act', 'nsw', 'nt', 'qld', 'sa', 'tas', 'vic', 'wa'].map(
    (state) => `au-${state}`,
  );
  expect(names.toSorted()).toEqual(
    [
      ...states,
      'au-national',
      'cn-mainland',
      'eu-target',
      'hk',
      'sg',
      'uk-england-wales',
      'us-federal',
    ].toSorted(),
  );
  for (const { calendar } of shelf)
    expect(yearsOf(calendar)).toEqual(expect.arrayContaining([2024, 2025, 2026]));
});

test('the reference lists each of them, and how sure it is', () => {
  const page = new URL('../../../docs/reference/calendars.md', import.meta.url);
  const rows = readFileSync(page, 'utf8').matchAll(
    /^\| `(.+?)` +\| (\S+) +\| `(.+?)` +\| (.+?) +\|$/gm,
  );
  const listed = [...rows].map(([, ...cells]) => cells.join(' ')).toSorted();
  const marks = ({ sources }: Calendar): string => {
    const [first] = sources;
    return sources.every(({ mark }) => mark === first?.mark)
      ? (first?.mark ?? '')
      : sources.map(({ from, mark }) => `${from} ${mark}`).join(', ');
  };
  const shipped = shelf.map(({ calendar }) =>
    [calendar.name, calendar.version, calendar.zone, marks(calendar)].join(' '),
  );
  expect(listed).toEqual(shipped.toSorted());
});

describe('England and Wales', () => {
  test.each(yearsOf(table('uk-england-wales')))(
    '%i: bank holidays follow the Act of 1971',
    (year) => {
      const expected = [
        ...substituted([`${year}-01-01`]),
        plus(easter(year), -2),
        plus(easter(year), 1),
        nth(year, 5, MONDAY, 1),
        nth(year, 5, MONDAY, -1),
        nth(year, 8, MONDAY, -1),
        ...substituted([`${year}-12-25`, `${year}-12-26`]),
      ];
      expect(weekdaysOff('uk-england-wales', year)).toEqual(expected);
    },
  );
});

describe('the United States', () => {
  const observed = (date: string): string =>
    weekday(date) === 6 ? plus(date, -1) : weekday(date) === 0 ? plus(date, 1) : date;

  test.each(yearsOf(table('us-federal')))('%i: holidays follow 5 U.S.C. 6103', (year) => {
    const expected = [
      `${year}-01-01`,
      nth(year, 1, MONDAY, 3),
      nth(year, 2, MONDAY, 3),
      nth(year, 5, MONDAY, -1),
      `${year}-06-19`,
      `${year}-07-04`,
      nth(year, 9, MONDAY, 1),
      nth(year, 10, MONDAY, 2),
      `${year}-11-11`,
      nth(year, 11, THURSDAY, 4),
      `${year}-12-25`,
      `${year + 1}-01-01`,
    ]
      .map(observed)
      .filter((date) => date.startsWith(`${year}-`));
    expect(weekdaysOff('us-federal', year)).toEqual(expected);
  });
});

describe('TARGET', () => {
  test.each(yearsOf(table('eu-target')))('%i: six closing days, none of them moved', (year) => {
    expect(holidays('eu-target', year)).toEqual([
      `${year}-01-01`,
      plus(easter(year), -2),
      plus(easter(year), 1),
      `${year}-05-01`,
      `${year}-12-25`,
      `${year}-12-26`,
    ]);
  });
});

describe('Australia', () => {
  const national = (year: number): readonly string[] => [
    ...substituted([`${year}-01-01`]),
    ...substituted([`${year}-01-26`]),
    plus(easter(year), -2),
    plus(easter(year), 1),
    // Anzac Day is kept on its date; who gives a Monday as well says so itself.
    ...(['0', '6'].includes(String(weekday(`${year}-04-25`))) ? [] : [`${year}-04-25`]),
    ...substituted([`${year}-12-25`, `${year}-12-26`]),
  ];
  const own: { readonly [state: string]: (year: number) => readonly string[] } = {
    'au-national': () => [],
    'au-act': (year) => [
      nth(year, 3, MONDAY, 2),
      // The first Monday on or after 27 May.
      [0, 1, 2, 3, 4, 5, 6]
        .map((days) => plus(`${year}-05-27`, days))
        .find((day) => weekday(day) === MONDAY) ?? '',
      nth(year, 6, MONDAY, 2),
      nth(year, 10, MONDAY, 1),
      ...(year === 2026 ? ['2026-04-27'] : []),
    ],
    'au-nsw': (year) => [
      nth(year, 6, MONDAY, 2),
      nth(year, 10, MONDAY, 1),
      ...(year === 2026 ? ['2026-04-27'] : []),
    ],
    'au-nt': (year) => [nth(year, 5, MONDAY, 1), nth(year, 6, MONDAY, 2), nth(year, 8, MONDAY, 1)],
    'au-qld': (year) => [nth(year, 5, MONDAY, 1), nth(year, 10, MONDAY, 1)],
    'au-sa': (year) => [nth(year, 3, MONDAY, 2), nth(year, 6, MONDAY, 2), nth(year, 10, MONDAY, 1)],
    'au-tas': (year) => [nth(year, 3, MONDAY, 2), nth(year, 6, MONDAY, 2)],
    'au-vic': (year) => [
      nth(year, 3, MONDAY, 2),
      nth(year, 6, MONDAY, 2),
      // The Friday before the last Saturday of September.
      plus(nth(year, 9, 6, -1), -1),
      nth(year, 11, TUESDAY, 1),
    ],
    'au-wa': (year) => [
      nth(year, 3, MONDAY, 1),
      nth(year, 6, MONDAY, 1),
      // Proclaimed each year.
      { 2024: '2024-09-23', 2025: '2025-09-29', 2026: '2026-09-28' }[year] ?? '',
      ...(year === 2026 ? ['2026-04-27'] : []),
    ],
  };
  const cases = Object.keys(own).flatMap((name) =>
    yearsOf(table(name)).map((year) => [name, year] as const),
  );

  test.each(cases)('%s %i: weekdays off follow the rules of the state', (name, year) => {
    const expected = [...national(year), ...(own[name]?.(year) ?? [])].toSorted();
    expect(weekdaysOff(name, year)).toEqual(expected);
  });
});

describe('Singapore', () => {
  test.each(yearsOf(table('sg')))(
    '%i: eleven holidays, and the Monday after one on a Sunday',
    (year) => {
      const { entries } = table('sg');
      const ofYear = entries.filter(({ date }) => date.startsWith(`${year}-`));
      const inLieu = ofYear.filter(({ name }) => name.en.includes('in lieu'));
      const proper = ofYear.filter(
        (entry) => !inLieu.includes(entry) && entry.name.en !== 'Polling Day',
      );
      expect(proper).toHaveLength(11);
      const sundays = proper.map(({ date }) => date).filter((date) => weekday(date) === 0);
      expect(inLieu.map(({ date }) => date)).toEqual(sundays.map((date) => plus(date, 1)));
      expect(proper.map(({ date }) => date)).toEqual(
        expect.arrayContaining([
          `${year}-01-01`,
          plus(easter(year), -2),
          `${year}-05-01`,
          `${year}-08-09`,
          `${year}-12-25`,
        ]),
      );
    },
  );
});

describe('Hong Kong', () => {
  test.each(yearsOf(table('hk')))('%i: seventeen general holidays, none on a Sunday', (year) => {
    const days = holidays('hk', year);
    expect(days).toHaveLength(17);
    expect(days.filter((date) => weekday(date) === 0)).toEqual([]);
    expect(days).toEqual(
      expect.arrayContaining([1, -2, -1].map((days) => plus(easter(year), days))),
    );
  });
});

describe('mainland China', () => {
  const workingDays = (year: number): readonly string[] =>
    table('cn-mainland')
      .entries.filter(({ kind, date }) => kind === 'working-day' && date.startsWith(`${year}-`))
      .map(({ date }) => date);

  /** From the notices: days off of the year, weekends among them, and the working days that make up for them. */
  test.each([
    [2024, 28, ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12']],
    [2025, 28, ['01-26', '02-08', '04-27', '09-28', '10-11']],
    [2026, 33, ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']],
  ])('%i: the days of the State Council’s notice', (year, daysOff, makingUp) => {
    expect(holidays('cn-mainland', year)).toHaveLength(daysOff);
    expect(workingDays(year)).toEqual(makingUp.map((day) => `${year}-${day}`));
  });

  test('what is worked on a weekend makes up for weekdays off beyond the statutory days', () => {
    // 11 statutory days in 2024, 13 since 2025; those on a weekend that is not worked are given back on weekdays.
    for (const [year, statutory] of [
      [2024, 11],
      [2025, 13],
      [2026, 13],
    ] as const)
      expect(weekdaysOff('cn-mainland', year).length - workingDays(year).length).toBe(statutory);
  });
});
