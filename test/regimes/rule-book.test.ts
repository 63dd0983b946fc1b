import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ruleBook } from '../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';

const calendars = readCalendars(CALENDARS);
const china = calendars.find(({ calendar }) => calendar.name === 'cn-mainland');
if (china === undefined) throw new Error('the Chinese calendar does not ship');
const next = {
  calendar: { ...china.calendar, version: '2024-2027', effectiveFrom: '2026-12-01' },
  ground: { ...china.ground, version: '2024-2027', sha256: 'b' },
};

describe('the calendars of the rule book', () => {
  const book = ruleBook([...readShelf(REGIMES), next, ...calendars]);

  test('are found by version, or by the day from which on a version is used, in their own zone', () => {
    expect(book.calendar('cn-mainland', { version: '2024-2026' })).toBe(china.calendar);
    expect(book.calendar('cn-mainland', { version: '1999' })).toBeUndefined();
    expect(book.calendar('atlantis', { version: '2024-2026' })).toBeUndefined();
    const at = (instant: string) => book.calendar('cn-mainland', { at: instant })?.version;
    expect(at('2026-11-30T15:59:59.999Z')).toBe('2024-2026');
    expect(at('2026-11-30T16:00:00.000Z')).toBe('2024-2027');
    expect(at('2023-12-31T15:59:59.999Z')).toBeUndefined();
  });

  test('are noted as ground when they are consulted, beside the regimes', () => {
    const noted: unknown[] = [];
    const one = ruleBook([...readShelf(REGIMES), ...calendars], (ground) => noted.push(ground));
    one.calendar('cn-mainland', { at: '2026-03-02T01:30:00.000Z' });
    one.calendar('atlantis', { at: '2026-03-02T01:30:00.000Z' });
    one.regime('cn-nfra-2020', { at: '2026-03-02T01:30:00.000Z' });
    expect(noted).toEqual([
      { name: 'calendar:cn-mainland', version: '2024-2026', sha256: china.ground.sha256 },
      expect.objectContaining({ name: 'regime:cn-nfra-2020' }),
    ]);
    expect(china.ground.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('are not taken for regimes of the same name', () => {
    expect(book.regime('cn-mainland', { version: '2024-2026' })).toBeUndefined();
    expect(book.calendar('cn-nfra-2020', { version: '2020-03-01' })).toBeUndefined();
  });
});

describe('a folder of calendars that is wrong', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'redress-calendars-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (file: string, value: unknown) =>
    writeFileSync(join(folder, file), JSON.stringify(value));

  test('names file and datum', () => {
    write('a.json', { ...china.calendar, weekend: ['caturday'] });
    expect(() => readCalendars(folder)).toThrow(/a\.json is not a calendar.*weekend\.0/s);
  });

  test('may not hold a version twice', () => {
    write('a.json', china.calendar);
    write('b.json', china.calendar);
    expect(() => readCalendars(folder)).toThrow(
      /b\.json repeats another file:\n.*cn-mainland 2024-2026 stands twice/,
    );
  });
});
