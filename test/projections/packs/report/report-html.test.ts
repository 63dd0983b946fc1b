import { expect, test } from 'vitest';
import { reportHtml } from '../../../../projections/packs/report/report-html.ts';
import { REPORT } from './a-report.ts';

test('a page holds the words of everybody as words, and runs nothing', () => {
  const page = reportHtml(REPORT);
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  expect(page).toContain('hana&#39;s');
  expect(page).toContain('<html lang="zh-CN">');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|<img|<link|https?:|url\(/);
});
