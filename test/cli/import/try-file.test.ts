import { expect, test } from 'vitest';
import { cfpb } from '../../../cli/import/cfpb.ts';
import type { LeftRow } from '../../../cli/import/import-file.ts';
import { tryFile } from '../../../cli/import/try-file.ts';
import { SAMPLE, TODAY, fileOf, importingHouse, tableOf } from './an-importing-house.ts';

test('a dry run finds rows that repeat, add to or contradict others, as the import does', async () => {
  const file = fileOf(
    tableOf(
      { 'Complaint ID': '1' },
      { 'Complaint ID': '2', 'Company response to consumer': 'In progress' },
      { 'Complaint ID': '1', Tags: 'Servicemember' },
      { 'Complaint ID': '1', State: 'NY' },
      { 'Complaint ID': '2', 'Company response to consumer': 'In progress' },
      { 'Complaint ID': '2', 'Date received': '2019-03-01' },
      { 'Complaint ID': '' },
      { 'Complaint ID': '' },
    ),
  );
  const left: LeftRow[] = [];
  const counts = await tryFile({
    ...{ file, format: cfpb, snapshotOn: TODAY, today: TODAY },
    onLeft: (row) => left.push(row),
  });
  expect(counts).toMatchObject({ rows: 8, cases: 4, repeated: 1, changed: 1, doubtful: 2 });
  expect(await importingHouse().take(file)).toEqual({ counts, left });
});

test('a dry run of the sample finds 5,115 cases', { timeout: 60_000 }, async () => {
  const wanted = { file: SAMPLE, format: cfpb, snapshotOn: TODAY, today: TODAY };
  expect(await tryFile(wanted)).toMatchObject({ rows: 5_115, cases: 5_115, doubtful: 0 });
});
