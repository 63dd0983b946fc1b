import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFile } from '../../../cli/import/import-file.ts';
import { readMapping, spreadsheet } from '../../../cli/import/spreadsheet.ts';
import { tryFile } from '../../../cli/import/try-file.ts';
import { TODAY, fileOf, importingHouse } from './an-importing-house.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples');
const FILE = join(EXAMPLES, 'own-complaints.csv');
const MAPPING = join(EXAMPLES, 'own-complaints.mapping.json');
const format = spreadsheet(readMapping(MAPPING));

describe('a spreadsheet of the house’s own', () => {
  test('is taken in by its mapping, and again changes nothing', async () => {
    const house = importingHouse();
    expect(await house.take(FILE, TODAY, format)).toEqual({
      counts: { rows: 3, cases: 3, repeated: 0, changed: 0, doubtful: 0, refused: 0 },
      left: [],
    });
    const [event] = await house.log.read(house.streamOf('2024-0002', 'own-register'));
    expect(event).toMatchObject({
      type: 'CaseImported',
      data: {
        source: 'own-register',
        receivedOn: '2024-03-02',
        sentOn: null,
        standing: 'open',
        facts: { product: '个人贷款', cause: '服务态度' },
        narrative: { characters: 19, lines: 1 },
      },
    });
    expect((await house.take(FILE, TODAY, format)).counts.repeated).toBe(3);
  });

  test('changes a Chinese value that is meant, and doubts one that lost its characters', async () => {
    const house = importingHouse();
    await house.take(FILE, TODAY, format);
    const header = '编号,接收日期,转办日期,状态,产品,原因,内容';
    const again = (product: string) =>
      house.take(
        fileOf(`${header}\n2024-0003,2024年3月5日,2024年3月5日,已办结,${product},系统故障,\n`),
        TODAY,
        format,
      );
    expect((await again('????')).counts).toMatchObject({ doubtful: 1, changed: 0 });
    expect((await again('信用卡')).counts).toMatchObject({ doubtful: 0, changed: 1 });
  });

  test('is tried without recording: a dry run counts what could be taken', async () => {
    expect(await tryFile({ file: FILE, format, snapshotOn: TODAY, today: TODAY })).toEqual({
      rows: 3,
      cases: 3,
      repeated: 0,
      changed: 0,
      doubtful: 0,
      refused: 0,
    });
  });

  test('has doubtful rows: no number, no day, a standing nobody knows', async () => {
    const header = '编号,接收日期,转办日期,状态,产品,原因,内容';
    const file = fileOf(`${header}\n,2024-03-01,,结案,,,\n`);
    const { counts, left } = await importingHouse().take(file, TODAY, format);
    expect(counts).toMatchObject({ rows: 1, doubtful: 1 });
    expect(left[0]?.reasons).toEqual([
      '接收日期 "2024-03-01" is not a day as YYYY年M月D日',
      '编号 is blank',
      '状态 "结案" is neither open nor closed by the mapping',
    ]);
  });
});

describe('a mapping', () => {
  const good = {
    source: 'own',
    columns: { reference: 'No', receivedOn: 'Day', standing: 'State' },
    standings: { open: ['open'], closed: ['closed'] },
  };
  const faults = (changes: object): string => {
    try {
      readMapping(fileOf(JSON.stringify({ ...good, ...changes }), 'mapping.json'));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('is checked before anything is read, with every fault named', () => {
    expect(faults({})).toBe('');
    expect(faults({ source: 'cfpb' })).toMatch(/format of its own/);
    expect(faults({ source: 'Own Register', columns: { reference: '' } })).toMatch(
      /source[\s\S]*columns\.reference|columns\.reference[\s\S]*source/,
    );
    expect(faults({ days: 'DD-MM' })).toMatch(/days/);
    expect(faults({ facts: { 'Two Words': 'x' } })).toMatch(
      /facts\.Two Words: a fact’s name must be lower-case words joined by hyphens, as in sub-product/,
    );
    expect(faults({ source: 'Own Register' })).toMatch(
      /must be small letters, digits and hyphens, as in legacy-complaints/,
    );
    expect(faults({ more: 1 })).toMatch(/more/);
    expect(faults({ standings: { open: ['x'], closed: ['x'] } })).toMatch(/both open and closed/);
    expect(() => readMapping(fileOf('{', 'mapping.json'))).toThrow(/is not JSON/);
    expect(() => readMapping('/nowhere.json')).toThrow('There is no file /nowhere.json.');
  });

  test('that names a column the file has not, or has twice, takes nothing', async () => {
    const mapped = spreadsheet(readMapping(fileOf(JSON.stringify(good), 'mapping.json')));
    await expect(checkFile(fileOf('No,Date,State\n'), mapped)).rejects.toThrow(
      /no column “Day”, which the mapping names. Its columns: No, Date, State/,
    );
    await expect(checkFile(fileOf('No,Day,State,Day\n'), mapped)).rejects.toThrow(
      /two columns “Day”/,
    );
  });
});
