import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WrongFile } from '../../../cli/import/wrong-file.ts';
import { DATA, HEADER, fileOf, importingHouse, rowOf, tableOf } from './an-importing-house.ts';

/** Nothing is recorded of a file that is no table of this kind, however late its fault comes. */
async function refusal(content: string | Uint8Array, name?: string): Promise<string> {
  return refusalOf(fileOf(content, name));
}

async function refusalOf(file: string): Promise<string> {
  const house = importingHouse();
  const answer = await house.take(file).then(
    ({ counts }) => `taken: ${JSON.stringify(counts)}`,
    (error: unknown) => {
      if (error instanceof WrongFile)
        expect(error.because.zh, error.message).not.toMatch(/^文件有误/);
      return (error as Error).message;
    },
  );
  expect(await house.all()).toEqual([]);
  return answer;
}

const table = tableOf({}, { 'Complaint ID': '2' });

describe('a wrong file is refused whole:', () => {
  test('one that is not there, or is a folder, or is empty', async () => {
    expect(await refusalOf(join(DATA, 'nowhere.csv'))).toMatch(/^There is no file .*nowhere.csv\./);
    expect(await refusalOf(DATA)).toMatch(/cannot be read: it is a folder/);
    expect(await refusal('')).toMatch(/is empty/);
    expect(await refusal('\n\n')).toMatch(/is empty/);
  });

  test('one of another kind altogether', async () => {
    expect(await refusal('PK\u0003\u0004rest')).toMatch(
      /^file.csv is not a table .*: it is a workbook/,
    );
    expect(await refusal('%PDF-1.7')).toMatch(/^file.csv is not a table .*: it is a PDF/);
    expect(await refusal('{"complaints": []}')).toMatch(
      /^file.csv is not a table of this format: its first line does not hold the columns/,
    );
    for (const text of [
      '{\n  "complaints": [\n    { "id": 1, "product": "Mortgage" }\n  ]\n}\n',
      '# Complaints\n\nThey said "it is late", and more.\n\n- one, two, "three"\n',
      'Dear all,\n"quoted" at once\n',
    ])
      expect(await refusal(text)).toMatch(
        /^file.csv is not a file of the CFPB's complaints: its first line does not hold the columns “Date received”/,
      );
    expect(await refusal(Buffer.from([1, 2, 0, 3]))).toMatch(/zero bytes/);
    expect(await refusal(HEADER.replaceAll(',', ';'))).toMatch(/does not hold the columns/);
  });

  test('one in UTF-16, with or without a mark', async () => {
    expect(await refusal(Buffer.from(`\ufeff${table}`, 'utf16le'))).toMatch(/is in UTF-16/);
    expect(await refusal(Buffer.from(`\ufeff${table}`, 'utf16le').swap16())).toMatch(
      /is in UTF-16/,
    );
    expect(await refusal(Buffer.from(table, 'utf16le'))).toMatch(/zero bytes/);
  });

  test('one in Latin-1, by the row and column where it shows', async () => {
    const text = tableOf({}, { Company: 'Société' });
    expect(await refusal(Buffer.from(text, 'latin1'))).toMatch(
      /row 1 \(line 2\), column 8 “Company” is not UTF-8/,
    );
    const plain = tableOf({ Company: 'Plain' }, { Company: 'Société' });
    expect(await refusal(Buffer.from(plain, 'latin1'))).toMatch(/row 2 \(line 3\), column 8/);
  });

  test('one with a row too short or too long, also at its end', async () => {
    expect(await refusal(`${table}2019-01-01,Mortgage\n`)).toMatch(
      /row 3 \(line 4\) has 2 columns and the header 18: it ends before column 3 “Sub-product”/,
    );
    expect(await refusal(`${table}${rowOf({})},more\n`)).toMatch(
      /row 3 \(line 4\) has 19 columns .* goes on after column 18 “Complaint ID”/,
    );
  });

  test('one with a quote that is never closed, or stands where none may', async () => {
    expect(await refusal(`${table}"2019-01-01,Mortgage\n`)).toMatch(/row 3 .*never closed/);
    expect(await refusal(`${table}"2019"-01-01,Mortgage\n`)).toMatch(
      /row 3 \(line 4\), column 1 “Date received” goes on after its closing quote/,
    );
    expect(await refusal(`${table}20"19-01-01,Mortgage\n`)).toMatch(
      /quote in the middle of a cell/,
    );
  });

  test('one with two columns of one name', async () => {
    expect(await refusal(`${HEADER},Product\n`)).toMatch(/two columns “Product”/);
  });
});

test(
  'a line of a gigabyte is refused without holding it in memory',
  { timeout: 120_000 },
  async () => {
    const file = fileOf('');
    const descriptor = openSync(file, 'w');
    writeSync(descriptor, `${HEADER}\n2019-01-01,`);
    const dots = Buffer.alloc(1024 * 1024, '.');
    for (let written = 0; written < 16; written += 1) writeSync(descriptor, dots);
    closeSync(descriptor);
    const before = process.memoryUsage().rss;
    expect(await refusalOf(file)).toMatch(
      /row 1 \(line 2\), column 2 “Product” is longer than 2 MB/,
    );
    // A sparse file: a gigabyte of zero bytes behind a header that is good.
    const sparse = openSync(file, 'r+');
    ftruncateSync(sparse, 1024 * 1024 * 1024);
    closeSync(sparse);
    expect(await refusalOf(file)).toMatch(/is longer than 2 MB/);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  },
);

describe('a good file is taken', () => {
  test('with a mark in front, with CRLF, with empty lines, with a header alone', async () => {
    expect(await countsOf(`\ufeff${table}`)).toMatchObject({ rows: 2, cases: 2 });
    expect(await countsOf(table.replaceAll('\n', '\r\n'))).toMatchObject({ cases: 2 });
    expect(await countsOf(`${table}\n\n`)).toMatchObject({ rows: 2, cases: 2 });
    expect(await countsOf(`${HEADER}\n`)).toMatchObject({ rows: 0, cases: 0 });
  });
});

async function countsOf(content: string) {
  return (await importingHouse().take(fileOf(content))).counts;
}
