import { expect, test } from 'vitest';
import { linesText, shortened, tableText } from '../../cli/table.ts';

test('counts are aligned on the right, and nothing else is', () => {
  const lines = tableText(
    ['word', 'code', 'count'],
    [
      ['one', '1', 5],
      ['another', 12, 1_200],
    ],
  ).split('\n');
  expect(lines).toContain('│ one     │ 1    │     5 │');
  expect(lines).toContain('│ another │ 12   │  1200 │');
});

test('what a machine said at length is cut off, and a usual line is not', () => {
  expect(shortened('body/commands/0/type: no such command')).toMatch(/command$/);
  expect(shortened('x'.repeat(6_624))).toMatch(/^x{120}…$/);
});

test('what is wider than its column is cut off', () => {
  const lines = linesText(['word'], [['unabbreviated']], [9]).split('\n');
  expect(lines).toContain('│ unabbr… │');
});
