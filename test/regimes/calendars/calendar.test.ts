import { describe, expect, test } from 'vitest';
import { calendar, isWeekend, markOf } from '../../../regimes/calendars/calendar.ts';
import type { Calendar } from '../../../regimes/calendars/calendar.ts';

const small: Calendar = {
  name: 'atlantis',
  version: '1',
  title: { en: 'Atlantis', zh: '亚特兰蒂斯' },
  zone: 'Asia/Shanghai',
  weekend: ['saturday', 'sunday'],
  effectiveFrom: '2025-01-01',
  coveredFrom: 2025,
  coveredTo: 2026,
  sources: [
    { from: 2025, to: 2025, source: 'the gazette', mark: 'V' },
    { from: 2026, to: 2026, source: 'a newspaper', mark: 'S' },
  ],
  entries: [
    { date: '2025-01-01', kind: 'holiday', name: { en: 'New Year', zh: '元旦' } },
    { date: '2026-01-01', kind: 'holiday', name: { en: 'New Year', zh: '元旦' } },
    { date: '2026-01-04', kind: 'working-day', name: { en: 'Make-up', zh: '调休' } },
  ],
};

/** What is wrong with a changed calendar: path and message. */
function faults(change: Partial<Calendar>): readonly string[] {
  const parsed = calendar.safeParse({ ...small, ...change });
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const [lastYear, newYear, makeUp] = small.entries;
if (lastYear === undefined || newYear === undefined || makeUp === undefined)
  throw new Error('the example has three entries');

describe('a calendar', () => {
  test('is content with the example', () => {
    expect(faults({})).toEqual([]);
  });

  test('names each day that is wrong, and why', () => {
    expect(faults({ entries: [lastYear, newYear, { ...newYear, date: '2027-01-01' }] })).toEqual([
      'entries.2.date: 2027-01-01 is not in a covered year',
    ]);
    expect(faults({ entries: [lastYear, makeUp, newYear] })).toEqual([
      'entries.2.date: 2026-01-01 must come after 2026-01-04: one entry a day, in order',
    ]);
    expect(faults({ entries: [lastYear, newYear, newYear] })[0]).toMatch(/one entry a day/);
    expect(faults({ entries: [lastYear, newYear, { ...makeUp, date: '2026-01-05' }] })).toEqual([
      'entries.2.date: 2026-01-05 is no day of the weekend, so work is done on it anyway',
    ]);
    expect(faults({ entries: [{ ...newYear, date: '2026-02-30' }] })[0]).toMatch(
      /^entries\.0\.date/,
    );
  });

  test('has one source for each covered year, and for no other', () => {
    const [first, second] = small.sources;
    if (first === undefined || second === undefined) throw new Error('the example has two sources');
    expect(faults({ sources: [first] })).toEqual([
      'sources: must name one source for the covered year 2026, not 0',
    ]);
    expect(faults({ sources: [first, { ...second, from: 2025 }] })).toEqual([
      'sources: must name one source for the covered year 2025, not 2',
    ]);
    expect(faults({ sources: [first, { ...second, to: 2027 }] })).toEqual([
      'sources: must not speak of 2027, which is not covered',
    ]);
    expect(faults({ sources: [first, { ...second, to: 2025 }] })).toContain(
      'sources.1.to: must not be before from',
    );
  });

  test('covers no year of which it has no holiday', () => {
    const [first, second] = small.sources;
    if (first === undefined || second === undefined) throw new Error('the example has two sources');
    const says = (year: number) =>
      `entries: must hold the holidays of the covered year ${year}: there is none`;
    expect(faults({ entries: [newYear, makeUp] })).toEqual([says(2025)]);
    expect(faults({ entries: [lastYear, makeUp] })).toEqual([says(2026)]);
    expect(faults({ entries: [] })).toEqual([says(2025), says(2026)]);
    expect(faults({ coveredTo: 2027, sources: [first, { ...second, to: 2027 }] })).toEqual([
      says(2027),
    ]);
    const one = { coveredFrom: 2026, sources: [second], entries: [newYear] };
    expect(faults(one)).toEqual([]);
  });

  test('covers years in order, of a zone there is', () => {
    expect(faults({ coveredTo: 2024 })).toEqual(['coveredTo: must not be before coveredFrom']);
    expect(faults({ zone: 'Mars/Olympus' })[0]).toMatch(/^zone: must be an IANA time zone/);
    expect(faults({ title: { en: 'English', zh: '' } })[0]).toMatch(/^title\.zh/);
  });
});

test('the mark of some years is that of the least sure of their sources', () => {
  expect(markOf(small, 2025, 2025)).toBe('V');
  expect(markOf(small, 2025, 2026)).toBe('S');
  expect(markOf(small, 2026, 2026)).toBe('S');
});

test('a weekend is known by the day, also before 1970', () => {
  const numbers = {
    '1969-12-27': true,
    '1969-12-29': false,
    '1970-01-01': false,
    '1970-01-03': true,
  };
  for (const [date, expected] of Object.entries(numbers))
    expect(isWeekend(small, Date.parse(date) / 86_400_000), date).toBe(expected);
  expect(isWeekend({ weekend: ['friday'] }, Date.parse('2026-11-27') / 86_400_000)).toBe(true);
});
