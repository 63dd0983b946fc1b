import { expect, test } from 'vitest';
import { readRowId, rowId } from '../../../cli/import/row-id.ts';

const row = { file: 'a'.repeat(64), number: 12, snapshotOn: '2023-09-01' };

test('a row’s id names the file, the row and the day', () => {
  expect(rowId(row)).toBe(`import:${'a'.repeat(64)}:12:2023-09-01`);
  expect(readRowId(rowId(row), '2020-01-01')).toEqual(row);
});

test('an id of an earlier release has its day from what was recorded under it', () => {
  expect(readRowId(`import:${'a'.repeat(64)}:12`, '2023-09-01')).toEqual(row);
  expect(readRowId(`import:${'a'.repeat(64)}:12`, undefined)).toBeUndefined();
});

test('what came another way is no row', () => {
  for (const id of ['person:cli:1', 'case:complaint-bank-1:errand', 'import:x:y'])
    expect(readRowId(id, '2023-09-01')).toBeUndefined();
});
