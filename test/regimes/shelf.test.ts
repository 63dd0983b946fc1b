import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EXIT, explain } from '../../cli/output.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { WrongRules } from '../../regimes/wrong-rules.ts';

const shelf = readShelf(REGIMES);
const order = shelf.find(({ regime }) => regime.name === 'cn-nfra-2020');

describe('the regimes that ship', () => {
  test('are those of the regulators and one demonstration, which says that it is invented', () => {
    expect(shelf.filter(({ regime }) => regime.invented).map(({ regime }) => regime.name)).toEqual([
      'demo',
    ]);
    expect(shelf.map(({ regime }) => regime.name)).toEqual([
      'au-asic-rg271',
      'cn-circ-life-2010',
      'cn-nfra-2020',
      'cn-pboc-2020',
      'demo',
      'eu-psd2',
      'hk-hkma-ic4',
      'iso-10002',
      'sg-mas-2021',
      'uk-fca-disp',
      'us-cfpb',
    ]);
  });

  test('have a ground by name, version and the hash of their content', () => {
    for (const { regime, ground } of shelf) {
      expect(ground).toMatchObject({ name: `regime:${regime.name}`, version: regime.version });
      expect(ground.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(shelf.map(({ ground }) => ground.sha256)).size).toBe(shelf.length);
  });

  test('Order 2020-3: legal limits in its own text, house proposals marked as such', () => {
    const [decide] = order?.regime.clocks ?? [];
    expect(decide).toMatchObject({ limit: 'legal', mark: 'V', startDayCounts: false });
    expect(
      decide?.extensions.map(({ mark, approvers, notice }) => ({ mark, approvers, notice })),
    ).toEqual([
      { mark: 'V', approvers: [], notice: false },
      { mark: 'V', approvers: ['executive', 'superior'], notice: true },
    ]);
    for (const datum of [...(decide?.warnings ?? []), ...(decide?.ladder ?? [])])
      expect(datum.mark).toBe('P');
  });
});

describe('a shelf that is wrong', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'redress-shelf-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  const regime = () => structuredClone(order?.regime) as never as Writable;
  type Writable = {
    zone: string;
    effectiveTo?: string;
    calendar?: unknown;
    clocks: { name: string; length: { count: number; unit: string }; article?: string }[];
  };
  const fault = (change: (regime: Writable) => unknown): string => {
    const changed = regime();
    change(changed);
    write('a.json', JSON.stringify(changed));
    try {
      readShelf(folder);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  test('names the file that is not JSON', () => {
    write('broken.json', '{');
    expect(() => readShelf(folder)).toThrow(/broken\.json is not a regime:\n.*is not JSON/);
  });

  test('names the file and the datum that is missing or wrong', () => {
    expect(fault(({ clocks }) => delete clocks[0]?.article)).toMatch(
      /a\.json.*clocks\.decide\.article/s,
    );
    expect(fault((one) => (one.zone = 'Mars/Olympus'))).toMatch(/zone: must be an IANA/);
    expect(fault((one) => (one.effectiveTo = '2020-02-29'))).toMatch(
      /effectiveTo: must not be before/,
    );
    expect(fault((one) => Object.assign(one, { clok: [] }))).toMatch(/clok/);
    expect(fault(({ clocks }) => clocks.push(...regime().clocks))).toMatch(
      /clocks: no two of these may have one name/,
    );
  });

  test('names every file of a folder, in words that a command ends with', () => {
    write('a.json', JSON.stringify({ ...regime(), zone: 'Mars/Olympus' }));
    write('b.json', '{');
    expect.assertions(4);
    try {
      readShelf(folder);
    } catch (error) {
      expect(error).toBeInstanceOf(WrongRules);
      const { en, zh } = (error as WrongRules).because;
      expect(en).toMatch(/a\.json is not a regime:\n {2}zone: .*\n.*b\.json is not a regime:/);
      expect(zh).toMatch(/a\.json、.*b\.json 不是有效的监管规则文件，问题如上。$/);
      vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      expect(explain(error, false)).toBe(EXIT.badInput);
      vi.restoreAllMocks();
    }
  });

  test('says that business days are those of a calendar, when none is named', () => {
    const inBusinessDays = (one: Writable) => {
      delete one.calendar;
      for (const clock of one.clocks) clock.length.unit = 'business-day';
    };
    expect(fault(inBusinessDays)).toMatch(/clocks\.decide\.length: .*names no calendar/);
  });

  test('refuses a length beyond a hundred years, fractions and nothing', () => {
    for (const count of [36_501, 1.5, 0])
      expect(fault(({ clocks: [clock] }) => clock && (clock.length.count = count))).toMatch(
        /clocks\.decide\.length/,
      );
  });

  test('refuses a regime that stands twice in one version', () => {
    write('a.json', JSON.stringify(regime()));
    write('b.json', JSON.stringify(regime()));
    expect(() => readShelf(folder)).toThrow(/cn-nfra-2020 2020-03-01 stands twice/);
  });

  test('refuses an overlay over nothing and a calendar nobody has published, in both languages', () => {
    write('a.json', JSON.stringify({ ...regime(), over: ['nobody'] }));
    expect(() => readShelf(folder)).toThrow(
      'cn-nfra-2020.over: no regime here is called nobody · 此处没有名为 nobody 的监管规则',
    );
    write(
      'a.json',
      JSON.stringify({ ...regime(), calendar: { name: 'x', article: 'a', mark: 'P' } }),
    );
    expect(() => readShelf(folder)).toThrow(
      /cn-nfra-2020\.calendar\.name: no calendar x is published; .* · 尚未发布日历 x/,
    );
  });

  test('hashes content, not how the file is written', () => {
    write('a.json', JSON.stringify(regime(), undefined, 7));
    expect(readShelf(folder)[0]?.ground.sha256).toBe(order?.ground.sha256);
  });
});

describe('the rule book', () => {
  const entry = order;
  if (entry === undefined) throw new Error('no regime ships');
  const later = {
    regime: { ...entry.regime, version: '2027', effectiveFrom: '2027-01-01' },
    ground: { ...entry.ground, version: '2027', sha256: 'b' },
  };
  const ended = { ...entry, regime: { ...entry.regime, effectiveTo: '2026-12-31' } };

  test('finds the version in effect by the calendar of the regime’s own zone', () => {
    const book = ruleBook([later, ended]);
    const at = (instant: string) => book.regime('cn-nfra-2020', { at: instant })?.version;
    expect(at('2020-02-29T15:59:59.999Z')).toBeUndefined();
    expect(at('2020-02-29T16:00:00.000Z')).toBe('2020-03-01');
    expect(at('2026-12-31T15:59:59.999Z')).toBe('2020-03-01');
    expect(at('2026-12-31T16:00:00.000Z')).toBe('2027');
  });

  test('finds a version by its name for as long as it is on the shelf', () => {
    const book = ruleBook([later, ended]);
    expect(book.regime('cn-nfra-2020', { version: '2020-03-01' })).toBe(ended.regime);
    expect(book.regime('cn-nfra-2020', { version: '1999' })).toBeUndefined();
    expect(book.regime('atlantis', { version: '2027' })).toBeUndefined();
  });

  test('notes what was consulted, and nothing else', () => {
    const noted: string[] = [];
    const book = ruleBook([later, ended], ({ version }) => noted.push(version));
    book.regime('cn-nfra-2020', { version: '2027' });
    book.regime('cn-nfra-2020', { version: '1999' });
    expect(noted).toEqual(['2027']);
  });
});
