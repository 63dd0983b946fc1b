import { expect, test } from 'vitest';
import { fileOf, importingHouse, tableOf } from './an-importing-house.ts';

test('a row whose answer got lost counts as what it did, not as a repeat', async () => {
  let answers = 0;
  const house = importingHouse(() => (answers += 1) <= 2);
  const open = { 'Company response to consumer': 'In progress' };
  const file = fileOf(tableOf({ ...open, 'Complaint ID': '1' }, { ...open, 'Complaint ID': '2' }));
  const { counts } = await house.take(file);
  expect(counts).toMatchObject({ rows: 2, cases: 2, repeated: 0 });
  expect(await house.all()).toHaveLength(2);
  expect((await house.take(file)).counts).toMatchObject({ rows: 2, cases: 0, repeated: 2 });
});
