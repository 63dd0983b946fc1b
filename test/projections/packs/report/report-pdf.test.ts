import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reportPdf } from '../../../../projections/packs/report/report-pdf.ts';
import { REPORT } from './a-report.ts';

test('a report has the same bytes whenever and wherever it is made', async () => {
  const [one, other] = [await reportPdf(REPORT), await reportPdf(REPORT)];
  expect(other.equals(one)).toBe(true);
  const script = `
    import { hash } from 'node:crypto';
    import { reportPdf } from ${JSON.stringify(join(import.meta.dirname, '../../../../projections/packs/report/report-pdf.ts'))};
    import { REPORT } from ${JSON.stringify(join(import.meta.dirname, 'a-report.ts'))};
    process.stdout.write(hash('sha256', await reportPdf(REPORT), 'hex'));`;
  const env = { ...process.env, TZ: 'America/New_York', LANG: 'de_DE.UTF-8' };
  const line = ['--input-type=module', '--eval', script];
  const elsewhere = spawnSync(process.execPath, line, { encoding: 'utf8', env });
  expect(elsewhere.stderr).toBe('');
  expect(elsewhere.stdout).toBe(hash('sha256', one, 'hex'));
});

test('it is dated by its head, and carries its letters with it', async () => {
  const text = (await reportPdf(REPORT)).toString('latin1');
  expect(text).toMatch(/^%PDF-1\.7/);
  expect(text).toContain('D:20260324040000Z');
  expect(text).toMatch(/\/FontFile2 /);
  expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
});

test('another word gives another file', async () => {
  const other = await reportPdf({ ...REPORT, title: '案件报告' });
  expect(other.equals(await reportPdf(REPORT))).toBe(false);
});
