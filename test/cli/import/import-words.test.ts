import { expect, test } from 'vitest';
import { importWords } from '../../../cli/import/import-words.ts';

test.each([
  ['Date received is blank', 'Date received 为空'],
  [
    'Status "lost" is neither open nor closed by the mapping',
    'Status "lost" 在映射中既非未结，也非已结',
  ],
  ['the narrative is too long to be sealed', '投诉内容过长，无法加密'],
  [
    'cases.csv: row 2 has 3 columns and the header 4: it ends before column 4 “unit”. Is a quote missing?',
    'cases.csv: row 2 有 3 列，而表头有 4 列：在第 4 “unit” 列之前结束。是否缺少引号？',
  ],
])('%s', (en, zh) => {
  expect(importWords(en)).toBe(zh);
});

test('what has no line has no Chinese', () => {
  expect(importWords('the moon is out')).toBeUndefined();
});
